import { describe, expect, it } from '@jest/globals';
import { openRows } from '../../src/rows/index.js';
import { csv, rowsOf, testFolder } from './support/files.js';

const file = testFolder();

const map = {
  'identifier.system': { value: 'urn:example:pzn' },
  'identifier.value': 'PZN',
  'names.name': 'Name',
  'names.country': { value: 'DEU' },
  'names.language': { value: 'de' },
  'names[1].name': 'Zweitname',
  'names[1].country': { value: 'AUT' },
  'names[1].language': { value: 'de' },
  'holder.name': { value: 'Muster GmbH' },
  'authorization.identifier.system': { value: 'urn:example:authorization' },
  'authorization.identifier.value': 'Zulassung',
  'ingredients.substance': 'Wirkstoff',
  'ingredients.strength.value': 'Menge',
  'ingredients.strength.unit': { value: 'mg' },
};
const HEADINGS = 'PZN,Name,Zweitname,Zulassung,Wirkstoff,Menge,Preis';

const mapFile = (content: unknown): string => file('columns.json', JSON.stringify(content));

describe('a file with headings of its own', () => {
  it('is read by a column map, with values for all rows', async () => {
    const path = file('own.csv', csv(HEADINGS, '1,Eins,One,Z1,Ramipril,5,9.99', '2,Zwei,,,Ramipril,10,'));
    const [one, two] = await rowsOf(path, { columns: mapFile(map) });
    expect(one?.request).toEqual({
      product: {
        identifier: { system: 'urn:example:pzn', value: '1' },
        names: [
          { name: 'Eins', country: 'DEU', language: 'de' },
          { name: 'One', country: 'AUT', language: 'de' },
        ],
        holder: { name: 'Muster GmbH' },
        authorization: { identifier: { system: 'urn:example:authorization', value: 'Z1' } },
        ingredients: [{ substance: 'Ramipril', strength: { value: '5', unit: 'mg' } }],
      },
    });
    // A value for all rows does not count alone: there is no second name, and no authorization.
    expect(two?.request).toEqual({
      product: {
        identifier: { system: 'urn:example:pzn', value: '2' },
        names: [{ name: 'Zwei', country: 'DEU', language: 'de' }],
        holder: { name: 'Muster GmbH' },
        ingredients: [{ substance: 'Ramipril', strength: { value: '10', unit: 'mg' } }],
      },
    });
  });

  it('has the columns that are not read said once', async () => {
    const path = file('ignored.csv', csv(`${HEADINGS},Farbe`));
    const { notes } = await openRows(path, { columns: mapFile(map) });
    expect(notes).toEqual(['Ignored columns (not in the column map): Preis, Farbe']);
  });

  it('has problems named by its own headings', async () => {
    const path = file('problems.csv', csv(HEADINGS, '1,Eins,,,Ramipril,5,', '1,Anders,,,Ramipril,"5,5",'));
    const [row] = await rowsOf(path, { columns: mapFile(map) });
    expect(row?.problems.map(({ line, column }) => [line, column])).toEqual([
      [3, 'Name'],
      [3, 'Menge'],
    ]);
  });

  it('may have columns without a heading, as long as they are empty', async () => {
    const path = file('unnamed.csv', csv(`${HEADINGS},`, '1,Eins,,,Ramipril,5,,', '2,Zwei,,,Ramipril,5,,x'));
    const rows = await rowsOf(path, { columns: mapFile(map) });
    expect(rows.map(({ problems }) => problems.map(({ text }) => text))).toEqual([
      [],
      ['column 8 has a value but no heading'],
    ]);
  });
});

describe('a column map that cannot be used', () => {
  it.each([
    [{ ...map, 'names.title': 'Name' }, 'names.title is not a field of a product'],
    [{ ...map, atc: 7 }, 'atc must be a heading, or { "value": "…" }'],
    [{ ...map, atc: { value: '' } }, 'atc must be a heading'],
    [
      { ...map, atc: 'ATC' },
      'missing column "ATC" (in the column map for atc). The file has the columns "PZN", "Name"',
    ],
    [{ 'identifier.value': 'PZN' }, 'missing column identifier.system'],
    [{}, 'the map is empty'],
    [[], 'must be an object'],
  ])('%j says so', async (content, message) => {
    const path = file('good.csv', csv(HEADINGS));
    await expect(openRows(path, { columns: mapFile(content) })).rejects.toThrow(message);
  });

  it('is not JSON', async () => {
    const path = file('good.csv', csv(HEADINGS));
    const columns = file('broken.json', '{\n  "atc": ATC }');
    await expect(openRows(path, { columns })).rejects.toThrow(`${columns}:2:10 is not JSON`);
  });

  it('is for NDJSON, which has no columns', async () => {
    const path = file('lines.ndjson', '');
    await expect(openRows(path, { columns: mapFile(map) })).rejects.toThrow('does not have columns');
  });
});
