import { expect } from '@jest/globals';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { createJsonSchema, type SchemaName } from '../../src/schemas/index.js';

// "Exactly one of these" requires fields that are beside it in the schema, not within it. So strictRequired is off.
const ajv = addFormats.default(
  new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }),
);

/**
 * Expects that an output fits the published JSON Schema, and has only fields of the schema. The published schema allows
 * additional fields for later versions, and would hide a forgotten field.
 */
export function expectAsSchema(name: SchemaName, data: unknown): void {
  const validate = ajv.compile(closed(createJsonSchema(name)) as AnySchema);
  // Once to JSON and back, because other programs see the output like this.
  void validate(JSON.parse(JSON.stringify(data)));
  expect({ schema: name, errors: validate.errors }).toEqual({ schema: name, errors: null });
}

/** Copies a schema so that objects allow only the named fields, unless they define additional ones. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in copy && !('additionalProperties' in copy)
    ? { ...copy, additionalProperties: false }
    : copy;
}
