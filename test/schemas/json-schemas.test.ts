import { describe, expect, it } from '@jest/globals';
import { jsonSchema, SCHEMA_NAMES } from '../../src/schemas/index.js';

interface JsonSchema {
  $schema?: string;
  title?: string;
  type?: string;
  required?: string[];
  properties?: Record<string, JsonSchema>;
  additionalProperties?: unknown;
  items?: JsonSchema;
  minItems?: number;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

const schema = (name: (typeof SCHEMA_NAMES)[number]): JsonSchema => jsonSchema(name);

describe('the JSON Schemas', () => {
  it('are those of the simple forms and of the workflow inputs', () => {
    expect([...SCHEMA_NAMES].sort()).toEqual(['product', 'request-gsid', 'request-phpid', 'substance']);
  });

  it.each(SCHEMA_NAMES)('%s is an object of draft 2020-12 that takes no unknown field', (name) => {
    expect(schema(name)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: expect.stringMatching(/\w+/),
      type: 'object',
      additionalProperties: false,
    });
  });

  it.each(SCHEMA_NAMES)('%s can be written as JSON and is the same afterwards', (name) => {
    expect(JSON.parse(JSON.stringify(schema(name)))).toEqual(schema(name));
  });

  it('say what a product needs', () => {
    const product = schema('product');
    expect([...product.required!].sort()).toEqual([
      'documents',
      'holder',
      'identifier',
      'ingredients',
      'names',
    ]);
    expect(product.properties?.ingredients).toMatchObject({ type: 'array', minItems: 1 });
    expect(product.properties?.ingredients?.items?.required).toEqual(['substance', 'strength']);
    expect(product.properties?.domain?.enum).toEqual(['Human', 'Veterinary']);
    expect(product.properties?.names?.items?.required).toEqual(['name', 'country', 'language']);
  });

  it('say what a substance needs', () => {
    expect(schema('substance').required).toEqual(['name', 'language']);
  });

  it.each([
    ['request-phpid', ['product', 'resources', 'bundle', 'task']],
    ['request-gsid', ['substance', 'resources', 'bundle', 'task']],
  ] as const)('%s takes exactly one of its sources', (name, sources) => {
    const request = schema(name);
    expect(request.oneOf).toEqual(sources.map((source) => ({ required: [source] })));
    expect(Object.keys(request.properties!)).toEqual(expect.arrayContaining([...sources]));
    expect(request.required ?? []).toEqual([]);
  });

  it('leave to inputs what has a default', () => {
    expect(schema('request-phpid').properties?.polling?.required ?? []).toEqual([]);
  });
});
