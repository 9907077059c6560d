import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { aProduct, aSubstance } from '../support/products.js';
import { problemsIn, rowsOf, testFolder } from './support/files.js';

const file = testFolder();
const example = (name: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8')));

describe('an NDJSON file', () => {
  it('has whatever a request can be made of, a line each', async () => {
    const lines = [
      '\uFEFF# products of the north',
      JSON.stringify(aProduct()),
      '',
      JSON.stringify(aSubstance()),
      '  # the rest',
      JSON.stringify({ requestId: 'R-1', product: aProduct('TEST-2') }),
      example('bundle.json'),
      example('task-gsid.json'),
    ];
    const rows = await rowsOf(file('all.ndjson', lines.join('\r\n')));
    expect(rows.map(({ lines: [line], kind, request }) => [line, kind, Object.keys(request ?? {})])).toEqual([
      [2, 'phpid', ['product']],
      [4, 'gsid', ['substance']],
      [6, 'phpid', ['requestId', 'product']],
      [7, 'phpid', ['bundle']],
      [8, 'gsid', ['task']],
    ]);
  });

  it('has what is wrong named by line, and by column or field', async () => {
    const { names: _names, ...nameless } = aProduct();
    const lines = ['{"identifier": }', JSON.stringify(nameless), '[1,', '7'];
    expect(await problemsIn(file('wrong.jsonl', lines.join('\n')))).toEqual([
      expect.stringMatching(/^1: column 16: is not JSON: /),
      '2: product.names: is missing',
      expect.stringMatching(/^3: column 4: is not JSON: /),
      '4: product: must be an object',
    ]);
  });

  it('in another encoding has the place named', async () => {
    const content = Buffer.from('\n{"name":"Läkemedel"}', 'latin1');
    expect(await problemsIn(file('latin1.ndjson', content))).toEqual([
      '2: column 11: is not UTF-8: save the file as UTF-8',
    ]);
  });

  it('may have a line that is longer than any request, and is read on', async () => {
    const content = `{"name":"${'x'.repeat(5 * 1024 * 1024)}"}\n${JSON.stringify(aProduct())}\n`;
    const rows = await rowsOf(file('long.ndjson', content));
    expect(rows.map(({ lines, problems }) => [lines, problems.length])).toEqual([
      [[1], 1],
      [[2], 0],
    ]);
    expect(rows[0]?.problems[0]?.text).toContain('is longer than 4194304 characters');
  });
});
