import { isObject, type Json, type JsonObject } from '../json.js';

/** Deeper than any request, and than what a recursion should follow. */
const DEEPEST = 60;

/** Every object within a value, with its place; the value itself first. */
export function* everyObject(value: Json | undefined, path: string): Generator<[JsonObject, string]> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* everyObject(item, `${path}[${index}]`);
  } else if (isObject(value)) {
    yield [value, path];
    for (const [name, member] of Object.entries(value)) yield* everyObject(member, `${path}.${name}`);
  }
}

/** Tells whether a value is nested too deeply to be looked at; works without recursion. */
export function isTooDeep(value: Json): boolean {
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((item) =>
      typeof item === 'object' && item !== null
        ? Object.values(item).filter((member): member is Json => member !== undefined)
        : [],
    );
  }
  return false;
}
