import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { formatCsv } from '../../src/results/csv.js';
import { formatNdjson } from '../../src/results/ndjson.js';
import type { RequestRow } from '../../src/results/request-row.js';
import { aRow, coming, manyRows, WAITING, withoutResult, written } from './support/rows.js';

const csv = (rows: Iterable<RequestRow>): Promise<string> => written(formatCsv(coming(rows)));

function cells(text: string): Record<string, string>[] {
  return parse(text, { bom: true, columns: true, record_delimiter: '\r\n' });
}

describe('results as NDJSON', () => {
  it('are a JSON object a line, as the rows are', async () => {
    const rows = [aRow(1), aRow(2, WAITING), aRow(3, withoutResult('rejected', 'line\nbreak'))];
    const lines = (await written(formatNdjson(coming(rows)))).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(rows);
  });
});

describe('results as CSV', () => {
  it('have a heading, a byte order mark for Excel, and a row a request', async () => {
    const text = await csv([aRow(1), aRow(2, withoutResult('rejected', 'no strength'))]);
    expect(text.startsWith('\uFEFFProduct,Identifier system,Name,Stage,PhPID level 1,')).toBe(true);
    expect(cells(text)).toEqual([
      expect.objectContaining({
        ...{ Product: 'MPID-1', Name: 'Testolin 1', Stage: 'completed', Reason: '' },
        ...{ 'PhPID level 1': 'PHPID-1-1', 'PhPID level 4': 'PHPID-4-1', 'Product id': 'UMC-1' },
      }),
      expect.objectContaining({
        Stage: 'rejected',
        Reason: 'TaskRejected: no strength',
        'PhPID level 1': '',
      }),
    ]);
  });

  it('of a backfill without requests are the heading alone', async () => {
    expect((await csv([])).split('\r\n')).toHaveLength(2);
  });

  it('lose no PhPID where the service says no level, or gives two of one', async () => {
    const phpids = [
      { value: 'A', level: null },
      { value: 'B', level: 4 },
      { value: 'C', level: 4 },
    ];
    expect(cells(await csv([aRow(1, { phpids })]))[0]).toMatchObject({
      'PhPID without level': 'A',
      'PhPID level 4': 'B C',
    });
  });

  it.each(['=HYPERLINK("http://evil.example","ok")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'hold no formula: a name that is %j has an apostrophe before it',
    async (name) => expect(cells(await csv([aRow(1, { name })]))[0]!.Name).toBe(`'${name}`),
  );

  it('come back as they were, whatever the text', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.stringMatching(/^[-=+@"',;\r\n\t a]{0,8}$/),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 5 }),
        async (texts) => {
          const rows = texts.map(([name, value, reason], index) =>
            aRow(index, {
              ...withoutResult('failed', reason),
              ...{ name, identifier: { system: 'urn:x', value } },
            }),
          );
          const back = cells(await csv(rows)).map((row) => [row.Name, row.Product, row.Reason]);
          expect(back).toEqual(
            texts.map(([name, value, reason]) => [harmless(name), harmless(value), `TaskFailed: ${reason}`]),
          );
        },
      ),
    );
  });
});

/** Changes a text so that a spreadsheet does not take it for a formula. */
function harmless(text: string): string {
  return /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
}

describe('results of many requests', () => {
  it.each([
    ['NDJSON', formatNdjson],
    ['CSV', formatCsv],
  ])('are written as %s while they come, and none is kept', async (_, format) => {
    let taken = 0;
    async function* counted(): AsyncGenerator<RequestRow> {
      for await (const row of coming(manyRows(1_000))) {
        taken += 1;
        yield row;
      }
    }
    let lines = 0;
    let mostAhead = 0;
    for await (const _line of format(counted())) {
      lines += 1;
      mostAhead = Math.max(mostAhead, taken - lines);
    }
    expect(lines).toBeGreaterThanOrEqual(1_000);
    expect(mostAhead).toBeLessThanOrEqual(1);
  });
});
