import type { Json } from './places.js';

/** A change to a good Task: sets the element at the path (below the Task), or removes it where the value is missing. */
export type Change = [path: string, value?: unknown];

/** Copies a Task with the changes. */
export function changed(task: Json, changes: Change[]): Json {
  const copy = structuredClone(task);
  for (const [path, value] of changes) {
    const keys = path.split('.');
    const last = keys.pop()!;
    const holder = keys.reduce<Json>((at, key) => at[key] as Json, copy);
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  }
  return copy;
}

/** Places in the good PhPID requests. */
export const PRODUCT = 'contained.0';
export const INGREDIENT = 'contained.1';
export const STRENGTH = `${INGREDIENT}.substance.strength.0`;
export const HOLDER = 'contained.2';
