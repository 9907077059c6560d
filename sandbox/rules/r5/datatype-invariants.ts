import type { JsonObject } from '../../json.js';

/** Checks a value by R5's rules for its type. */
type DataTypeInvariant = (value: JsonObject) => string | undefined;

const INVARIANTS: ReadonlyMap<string, DataTypeInvariant> = new Map<string, DataTypeInvariant>([
  [
    'Quantity',
    ({ code, system }) =>
      code !== undefined && system === undefined
        ? 'qty-3: a Quantity with the code of a unit names its system.'
        : undefined,
  ],
  [
    'Ratio',
    ({ numerator, denominator, extension }) =>
      (numerator === undefined) !== (denominator === undefined) ||
      (numerator === undefined && extension === undefined)
        ? 'rat-1: a Ratio has a numerator and a denominator.'
        : undefined,
  ],
  [
    'Reference',
    ({ reference, identifier, display, extension }) =>
      [reference, identifier, display, extension].every((part) => part === undefined)
        ? 'ref-2: a Reference has a reference, an identifier or a display.'
        : undefined,
  ],
  [
    'Extension',
    ({ extension, ...others }) =>
      (extension !== undefined) === Object.keys(others).some((name) => /^_?value[A-Z]/.test(name))
        ? 'ext-1: an Extension has a value or extensions, not both.'
        : undefined,
  ],
]);

/** The rule of its data type that a value breaks, or undefined. */
export function dataTypeInvariant(type: string, value: JsonObject): string | undefined {
  return INVARIANTS.get(type)?.(value);
}
