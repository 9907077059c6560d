/** JSON as it was received, before any check. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** A JSON object whose members have not been looked at. */
export interface JsonObject {
  [name: string]: Json | undefined;
}

/** Tells whether a value is a JSON object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a value that may be a list of objects, or anything else. */
export function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The value where it is an object, else an empty object: for walking into content that may be wrong. */
export function object(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** Returns the value where it is a string with content, else undefined. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
