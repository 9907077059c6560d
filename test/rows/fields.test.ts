import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { findField, FIELDS } from '../../src/rows/fields.js';
import { createJsonSchema } from '../../src/schemas/index.js';

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
}

/** Lists the paths of all values in a schema, lists with []; for an object or text, the paths of the object. */
function leaves(schema: Schema, path: string): string[] {
  const branches = schema.anyOf?.filter(({ type }) => type === 'object' || type === 'array') ?? [];
  if (branches.length > 0) return branches.flatMap((branch) => leaves(branch, path));
  if (schema.items !== undefined) return leaves(schema.items, `${path}[]`);
  if (schema.properties === undefined) return [path];
  return Object.entries(schema.properties).flatMap(([name, child]) =>
    leaves(child, path === '' ? name : `${path}.${name}`),
  );
}

describe('the fields that a column may hold', () => {
  it('are all those of the simple product, and the request id', () => {
    expect([...FIELDS].sort()).toEqual([...leaves(createJsonSchema('product'), ''), 'requestId'].sort());
  });

  it('are in the documentation', () => {
    const page = readFileSync(new URL('../../docs/backfill-files.md', import.meta.url), 'utf8');
    const missing = FIELDS.map((field) => field.replace('[]', '')).filter(
      (field) => !page.includes(`\`${field}\``),
    );
    expect(missing).toEqual([]);
  });

  it.each([
    ['names.name', 'names[0].name'],
    ['names[1].name', 'names[1].name'],
    ['documents', 'documents[0].title'],
    ['documents[2]', 'documents[2].title'],
    ['doseForm', 'doseForm.text'],
    ['ingredients.strength', 'ingredients.strength.text'],
    ['ingredients.strength.per.value', 'ingredients.strength.per.value'],
  ])('%s is %s', (heading, path) => {
    expect(findField(heading)?.path).toBe(path);
  });

  it.each(['name', 'ingredients[1].substance', 'holder[0].name', 'names[100].name', 'names', 'holder', ''])(
    '"%s" is none',
    (heading) => {
      expect(findField(heading)).toBeNull();
    },
  );
});
