import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import type { IngredientInput, ProductInput } from '../../src/contract/index.js';
import { findField } from '../../src/rows/fields.js';
import { checked, csv, HEADING, problemsIn, row, rowsOf, testFolder } from './support/files.js';

const file = testFolder();

const word = fc.stringMatching(/^[A-Za-zåéµ"',;.\n -]{0,12}[A-Za-z]$/).map((text) => text.trim());
const decimal = fc.stringMatching(/^[1-9][0-9]{0,3}(\.[0-9]{1,3})?$/);
const unit = fc.constantFrom('mg', 'g', 'mL', '[iU]');
const quantity = fc.record({ value: decimal, unit });
const identifier = fc.record({ system: fc.constantFrom('urn:example:a', 'urn:example:b'), value: word });
const optional = { requiredKeys: [] };

const ingredient: fc.Arbitrary<IngredientInput> = fc
  .tuple(
    fc.record({
      substance: word,
      strength: fc.oneof(
        word,
        quantity,
        fc.tuple(quantity, quantity, word).map(([amount, per, text]) => ({ ...amount, per, text })),
      ),
    }),
    fc.record(
      {
        gsid: fc.stringMatching(/^[A-Z0-9]{6}$/),
        role: fc.constantFrom('active' as const, 'excipient' as const),
        referenceStrength: fc.tuple(quantity, word).map(([amount, substance]) => ({ ...amount, substance })),
      },
      optional,
    ),
  )
  .map(([needed, more]) => ({ ...needed, ...more }));

const product: fc.Arbitrary<ProductInput> = fc
  .tuple(
    fc.record({
      identifier,
      name: word,
      holder: fc.oneof(fc.record({ name: word }), fc.record({ name: word, identifier })),
      ingredients: fc.array(ingredient, { minLength: 1, maxLength: 4 }),
      documents: fc.oneof(
        fc.tuple(word),
        fc.tuple(fc.record({ title: word, url: fc.constant('https://example.org/smpc') }), word),
      ),
    }),
    fc.record(
      {
        doseForm: fc.oneof(
          word,
          fc.record({ text: word, system: fc.constant('urn:x'), code: fc.constant('1') }),
        ),
        atc: fc.constant('C09BB04'),
        authorization: fc.record({ identifier }),
        domain: fc.constantFrom('Human' as const, 'Veterinary' as const),
      },
      optional,
    ),
  )
  .map(([{ name, ...needed }, more]) => ({
    ...needed,
    ...more,
    names: [{ name, country: 'NLD', language: 'nl' }],
  }));

/** A product's values by heading, as a person writes them. */
function cellsOf(value: unknown, heading: string): Record<string, string> {
  // A field may be a text in one product and an object in the next: both use one column.
  if (typeof value === 'string') return { [findField(heading)?.path ?? '']: value };
  const entries = Array.isArray(value)
    ? value.map((each: unknown, index): [string, unknown] => [`${heading}[${index}]`, each])
    : Object.entries(value as object).map(([key, each]): [string, unknown] => [
        heading === '' ? key : `${heading}.${key}`,
        each,
      ]);
  return Object.assign({}, ...entries.map(([key, each]) => cellsOf(each, key))) as Record<string, string>;
}

function rowsOfProduct({ ingredients, ...common }: ProductInput): Record<string, string>[] {
  return ingredients.map((each, index) => ({
    // Later rows name the product, and leave the other fields to the first row.
    ...cellsOf(index === 0 ? common : { identifier: common.identifier }, ''),
    ...cellsOf(each, 'ingredients'),
  }));
}

const keyOf = ({ identifier: { system, value } }: ProductInput): string => `${system} ${value}`;

describe('products that are written as rows', () => {
  it('read back as the same products, in whichever order their rows are', async () => {
    const products = fc.uniqueArray(product, { minLength: 1, maxLength: 4, selector: keyOf });
    const orders = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 16, maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(
        products,
        orders,
        fc.constantFrom(',', ';', '\t'),
        async (written, order, delimiter) => {
          // Each product's rows stay in their order, as the ingredients have one; the products mix.
          const queues = written.map(rowsOfProduct);
          const rows = order.flatMap((number) => queues[number % queues.length]?.splice(0, 1) ?? []);
          const all = [...rows, ...queues.flat()];
          const headings = [...new Set(all.flatMap((each) => Object.keys(each)))];
          const path = file('any.csv', stringify(all, { header: true, columns: headings, delimiter }));
          const read = await rowsOf(path);
          expect(read.flatMap(({ problems }) => problems)).toEqual([]);
          const got = read.map(({ request }) => (request as { product: ProductInput }).product);
          const byKey = (a: ProductInput, b: ProductInput): number => (keyOf(a) < keyOf(b) ? -1 : 1);
          expect(got.sort(byKey)).toEqual([...written].sort(byKey));
        },
      ),
      { numRuns: 200 },
    );
  });
});

const later = {
  'names.name': '',
  'names.country': '',
  'names.language': '',
  'holder.name': '',
  documents: '',
};

describe('a product whose rows are apart', () => {
  it('comes when its last row has come, with the lines of its rows', async () => {
    const path = file('apart.csv', csv(HEADING, row('A'), row('B'), row('A', later), row('C')));
    expect((await rowsOf(path)).map(({ lines }) => lines)).toEqual([[3], [2, 4], [5]]);
  });

  it('has what is wrong named by line and heading', async () => {
    const path = file(
      'places.csv',
      csv(
        HEADING,
        row('A'),
        row('B', { 'names.country': 'Netherlands' }),
        row('A', { ...later, 'ingredients.strength.value': 'much' }),
        row('B', { ...later, 'ingredients.strength.unit': '' }),
      ),
    );
    expect(await problemsIn(path)).toEqual([
      '4: ingredients.strength.value: must be a number greater than 0, such as 2.5 or "2.50"',
      '3: names.country: must be an ISO 3166-1 code of two or three capital letters, such as NL or NLD',
      '5: ingredients.strength.unit: is missing; value and unit must be given together',
    ]);
  });

  it('must say the same in all its rows, or nothing', async () => {
    const path = file(
      'differ.csv',
      csv(HEADING, row('A'), row('A', { ...later, 'holder.name': 'Other Pharma' })),
    );
    expect(await problemsIn(path)).toEqual([
      '3: holder.name: is "Other Pharma", but line 2 of the same product has "Test Pharma B.V."',
    ]);
  });
});

describe('a row that names no product', () => {
  it('is bad by itself', async () => {
    const path = file('nameless.csv', csv(HEADING, row('A'), row(''), row('B')));
    expect(await problemsIn(path)).toEqual([
      '3: identifier.value: is missing: each row needs the identifier of its product',
    ]);
  });

  it('and has an ingredient alone holds back the product before, which might lack it', async () => {
    const path = file(
      'merged.csv',
      csv(HEADING, row('A'), row('', { ...later, 'identifier.system': '' }), row('B')),
    );
    const rows = await checked(path);
    expect(rows.map(({ row: { lines }, request }) => [lines, request !== null])).toEqual([
      [[2], false],
      [[3], false],
      [[4], true],
    ]);
  });
});

describe('decimals', () => {
  const german = csv(HEADING, row('A', { 'ingredients.strength.value': '2,50' }))
    .replaceAll(',', ';')
    .replace('2;50', '2,50');

  it('with commas are read where that is said', async () => {
    const [read] = await rowsOf(file('comma.csv', german), { decimalComma: true });
    expect(read?.request).toMatchObject({ product: { ingredients: [{ strength: { value: '2.50' } }] } });
  });

  it('with commas are not guessed at', async () => {
    expect(await problemsIn(file('unsaid.csv', german))).toEqual([
      '2: ingredients.strength.value: has a comma. Write 2.5, or use --decimal-comma if the whole file has decimal commas',
    ]);
  });

  it('with points are not guessed at in a file of decimal commas: 1.000 may be a thousand', async () => {
    const path = file('point.csv', csv(HEADING, row('A', { 'ingredients.strength.value': '1.000' })));
    expect(await problemsIn(path, { decimalComma: true })).toEqual([
      '2: ingredients.strength.value: has a decimal point, but --decimal-comma is set. Write 2,5',
    ]);
  });
});
