import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { createJsonSchema, SCHEMA_NAMES } from '../../src/schemas/index.js';
import { expectAsSchema } from '../support/json-schemas.js';

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

const schema = (name: (typeof SCHEMA_NAMES)[number]): JsonSchema => createJsonSchema(name);

describe('the JSON Schemas', () => {
  it.each(SCHEMA_NAMES)('%s is a schema of draft 2020-12 that a strict validator takes, with a title', (name) => {
    expect(schema(name)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: expect.stringMatching(/\w+/),
    });
    const ajv = addFormats.default(new Ajv2020({ strictTypes: true, strictSchema: true }));
    expect(() => ajv.compile(schema(name))).not.toThrow();
  });

  it.each([
    ['product', 'substance', 'request-phpid', 'request-gsid', 'backfill-input', 'sweep-input'],
    ['cancel-request', 'task-change'],
  ].flat() as (typeof SCHEMA_NAMES)[number][])('%s takes no unknown field: callers send it', (name) => {
    expect(schema(name)).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it.each([
    ['phpid-result', 'gsid-result', 'request-status', 'failure-details', 'page-verdict'],
    ['backfill-progress', 'backfill-result', 'sweep-result'],
  ].flat() as (typeof SCHEMA_NAMES)[number][])('%s leaves room for later fields: callers get it', (name) => {
    expect(schema(name)).toMatchObject({ type: 'object', required: expect.any(Array) });
    expect(schema(name).additionalProperties).toBeUndefined();
  });

  it('a page of requests is of one kind, and closed all the way down', () => {
    const pages = schema('add-requests').oneOf!;
    expect(pages.map(({ properties }) => properties!.kind)).toEqual([
      { type: 'string', const: 'phpid' },
      { type: 'string', const: 'gsid' },
    ]);
    expect(pages.map(({ additionalProperties }) => additionalProperties)).toEqual([false, false]);
    expect(pages.map(({ properties }) => properties!.requests?.items?.additionalProperties)).toEqual([
      false,
      false,
    ]);
  });

  it('are in schemas/ as they are now, and nothing else is; the remedy: npm run schemas', () => {
    const folder = new URL('../../schemas/', import.meta.url);
    const written = readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), 'utf8')] as const);
    const wanted = SCHEMA_NAMES.map(
      (name) => [`${name}.json`, `${JSON.stringify(schema(name), null, 2)}\n`] as const,
    );
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(wanted));
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

  it.each([
    ['product', 'product-tablet.json'],
    ['product', 'product-combination.json'],
    ['substance', 'substance.json'],
    ['request-phpid', 'request.json'],
  ] as const)('%s takes examples/%s, as other programs read both', (name, file) => {
    const example = JSON.parse(readFileSync(new URL(`../../examples/${file}`, import.meta.url), 'utf8')) as unknown;
    expectAsSchema(name, example);
    const misspelt = { ...(example as object), nmaes: [] };
    expect(() => expectAsSchema(name, misspelt)).toThrow('additionalProperties');
  });

  it('leave to inputs what has a default', () => {
    expect(schema('request-phpid').properties?.polling?.required ?? []).toEqual([]);
  });
});
