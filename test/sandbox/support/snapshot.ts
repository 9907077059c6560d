/** An element of a profile's snapshot, with the fields that the check below reads. */
interface SnapshotElement {
  id: string;
  path: string;
  min: number;
  max: string;
  patternUri?: string;
  fixedUri?: string;
  patternCode?: string;
}

/** A profile with its snapshot. */
export interface Profile {
  snapshot: { element: SnapshotElement[] };
}

/**
 * Lists the cardinalities and fixed simple values of a profile that a resource breaks. The check does not share
 * code with the sandbox; slices and choices are left out.
 */
export function breaches(profile: Profile, resource: object): string[] {
  const found: string[] = [];
  for (const element of profile.snapshot.element) {
    const { id, path, min, max } = element;
    if (id.includes(':') || path.includes('[x]') || !path.includes('.')) continue;
    const names = path.split('.').slice(1);
    const last = names.pop() ?? '';
    let parents: unknown[] = [resource];
    for (const name of names) parents = parents.flatMap((parent) => valuesOf(parent, name));
    for (const parent of parents) {
      const values = valuesOf(parent, last);
      if (values.length < min) found.push(`${path}: ${values.length} of at least ${min}`);
      if (max !== '*' && values.length > Number(max))
        found.push(`${path}: ${values.length} of at most ${max}`);
      const fixed = element.patternUri ?? element.fixedUri ?? element.patternCode;
      if (fixed !== undefined) {
        found.push(
          ...values
            .filter((value) => value !== fixed)
            .map((value) => `${path}: ${String(value)}, not ${fixed}`),
        );
      }
    }
  }
  return found;
}

function valuesOf(parent: unknown, name: string): unknown[] {
  const value = (parent as Record<string, unknown> | null)?.[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
