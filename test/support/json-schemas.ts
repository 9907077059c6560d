import { expect } from '@jest/globals';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { jsonSchema, type SchemaName } from '../../src/schemas/index.js';

// "Exactly one of these" requires fields that are beside it in the schema, not within it. So strictRequired is off.
const ajv = addFormats.default(
  new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }),
);

/**
 * Expects what the system gave out to be as the published JSON Schema has it, without a field that the schema does not name:
 * the published one leaves room for later fields, and would hide a field that was forgotten.
 */
export function expectAsSchema(name: SchemaName, data: unknown): void {
  const validate = ajv.compile(closed(jsonSchema(name)) as AnySchema);
  // Once to JSON and back: that is what other programs see.
  void validate(JSON.parse(JSON.stringify(data)));
  expect({ schema: name, errors: validate.errors }).toEqual({ schema: name, errors: null });
}

/** A copy in which objects have the named fields alone, unless they say themselves what else they take. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in copy && !('additionalProperties' in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}
