/**
 * The id of the Task that a reference means: `Task/ID`, or that below the base, with a version or without; undefined
 * for any other reference.
 */
export function referencedTask(reference: string, base: string): string | undefined {
  const relative = reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference;
  return /^Task\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/.exec(relative)?.[1];
}
