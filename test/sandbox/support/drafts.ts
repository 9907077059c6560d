import type { JsonObject } from '../../../sandbox/json.js';

/** A change to a draft: sets the value at a path (`contained.0.name`), or removes it where the value is missing. */
export type Change = [path: string, value?: unknown];

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Copies the draft with the changes; a path that does not exist is a mistake of the test. */
export function changed(draft: JsonObject, ...changes: Change[]): JsonObject {
  const copy = structuredClone(draft);
  for (const [path, value] of changes) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    let holder: unknown = copy;
    for (const name of names) {
      if (!isHolder(holder)) throw new Error(`nothing at ${path}`);
      holder = holder[name];
    }
    if (!isHolder(holder)) throw new Error(`nothing at ${path}`);
    if (value !== undefined) holder[last] = value;
    else if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
  }
  return copy;
}
