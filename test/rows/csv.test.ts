import { describe, expect, it } from '@jest/globals';
import { openRows } from '../../src/rows/index.js';
import { csv, HEADING, problemsIn, row, rowsOf, testFolder } from './support/files.js';

const file = testFolder();

/** Lists the requests of a file that is read without a problem. */
async function requestsOf(name: string, content: string | Uint8Array): Promise<unknown[]> {
  const rows = await rowsOf(file(name, content));
  expect(rows.flatMap(({ problems }) => problems)).toEqual([]);
  return rows.map(({ request }) => request);
}

const nameOf = (request: unknown): string =>
  (request as { product: { names: [{ name: string }] } }).product.names[0].name;

describe('a CSV file', () => {
  it('has decimals as they are written', async () => {
    const [request] = await requestsOf('decimals.csv', csv(HEADING, row('A')));
    expect(request).toMatchObject({
      product: { ingredients: [{ strength: { value: '2.50', unit: 'mg' } }] },
    });
  });

  it('has delimiters, quotes and line breaks within quotes', async () => {
    const name = 'Testolin, "strong"\r\nand; mild';
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const [request, next] = await requestsOf(
      'quotes.csv',
      csv(HEADING, row('A', { 'names.name': quoted }), '', row('B')),
    );
    expect(nameOf(request)).toBe(name.replace('\r\n', '\n'));
    expect(nameOf(next)).toBe('Testolin B');
  });

  it.each([
    [';', 'semicolons.csv'],
    ['\t', 'tabs.tsv'],
    ['\t', 'tabs.csv'],
  ])('may be delimited by %j', async (delimiter, name) => {
    const content = csv(HEADING, row('A')).replaceAll(',', delimiter);
    expect(await requestsOf(name, content)).toEqual(await requestsOf('commas.csv', csv(HEADING, row('A'))));
  });

  it.each(['utf8', 'utf16le'] as const)('may have a byte order mark (%s)', async (encoding) => {
    const content = csv(HEADING, row('A', { 'names.name': 'Läkemedel' }));
    const [request] = await requestsOf(`${encoding}.csv`, Buffer.from(`\uFEFF${content}`, encoding));
    expect(nameOf(request)).toBe('Läkemedel');
  });

  it('may have the lines of Windows, blank rows, and no line break at its end', async () => {
    const content = [HEADING, row('A'), '', ',,,,,,,,,', row('B')].join('\r\n');
    expect((await requestsOf('windows.csv', content)).map(nameOf)).toEqual(['Testolin A', 'Testolin B']);
  });

  it('in another encoding has each cell named that cannot be read', async () => {
    const content = Buffer.from(csv(HEADING, row('A', { 'names.name': 'Läkemedel' }), row('B')), 'latin1');
    expect(await problemsIn(file('latin1.csv', content))).toEqual([
      '2: names.name: is not UTF-8: save the file as "CSV UTF-8"',
    ]);
  });
});

describe('a row that cannot be parsed', () => {
  it('has too few or too many cells', async () => {
    const path = file('cells.csv', csv(HEADING, row('A'), `${row('B')},more`, 'only,two', row('C')));
    expect(await problemsIn(path)).toEqual([
      '3: has 11 cells for 10 headings',
      '4: has 2 cells for 10 headings',
    ]);
  });

  it.each([
    ['open', 'urn:x,"Q', 'has a quote (") that is not closed'],
    ['inner', 'urn:x,Q "5"', 'names.name: has a quote (") in the middle'],
  ])('has a wrong quote (%s), and the rows behind it are read', async (name, broken, text) => {
    const after = [row('B', { 'names.name': '"quoted ""name"""' }), row('C')];
    const path = file(`${name}.csv`, csv(HEADING, row('A'), broken, ...after));
    const rows = await rowsOf(path);
    expect(rows.map(({ lines, request }) => [lines[0], request !== null])).toEqual([
      [2, true],
      [3, false],
      [4, true],
      [5, true],
    ]);
    expect(rows[1]?.problems[0]?.text).toContain(text.replace('names.name: ', ''));
  });

  it('costs no rows however many follow an open quote', async () => {
    const many = Array.from({ length: 3000 }, (_, index) => row(`P-${index}`));
    const path = file('endless.csv', csv(HEADING, `"${row('A')}`, ...many, `"${row('Z')}`));
    const rows = await rowsOf(path);
    expect(rows.filter(({ request }) => request === null).map(({ lines }) => lines)).toEqual([[2], [3003]]);
    expect(rows).toHaveLength(3002);
  });

  it('holds back a product that it names: that might lack an ingredient', async () => {
    const path = file('held.csv', csv(HEADING, row('A'), row('B'), 'urn:example:mpid,A,Testoline'));
    expect(await problemsIn(path)).toEqual([
      '2: may lack an ingredient: line 4 may belong to this product, but has no readable identifier',
      '4: has 3 cells for 10 headings',
    ]);
  });
});

describe('a CSV file that cannot be used', () => {
  it.each([
    ['', 'is empty'],
    ['\n\n', 'is empty'],
    [
      csv(`${HEADING},Price,colour`),
      'unknown headings "Price", "colour". Rename the column, or use a column map',
    ],
    [csv('identifier.value,names.name'), 'missing column identifier.system'],
    [csv(`${HEADING},names[0].name`), 'more than one column for names[0].name'],
    [csv(`"${HEADING}`), ':1: the heading line has a quote (") that is not closed'],
  ])('%j says so', async (content, message) => {
    await expect(openRows(file('unusable.csv', content))).rejects.toMatchObject({
      name: 'FileProblem',
      message: expect.stringContaining(message) as unknown,
    });
  });

  it('is not there, or has another extension', async () => {
    await expect(openRows('/nowhere/portfolio.csv')).rejects.toThrow(
      '/nowhere/portfolio.csv: it does not exist',
    );
    await expect(openRows('portfolio.pdf')).rejects.toThrow(
      'must be one of .csv, .tsv, .xlsx, .ndjson, .jsonl',
    );
  });

  it('requests substances', async () => {
    const path = file('substances.csv', csv(HEADING, row('A')));
    await expect(openRows(path, { kind: 'gsid' })).rejects.toThrow('Use an NDJSON file');
  });
});
