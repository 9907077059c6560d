import { describe, expect, it } from '@jest/globals';
import { formatReport } from '../../src/results/report/report.js';
import type { RequestRow } from '../../src/results/request-row.js';
import { Tally } from '../../src/results/tally.js';
import { aRow, at, coming, manyRows, WAITING, withoutResult, written } from './support/rows.js';

async function report(rows: Iterable<RequestRow>, backfillId = 'portfolio-2026'): Promise<string> {
  const tally = new Tally(null);
  const backfill = {
    backfillId,
    namespace: 'default',
    account: 'default',
    progress: null,
    missingProgress: null,
  };
  async function* counted(): AsyncGenerator<RequestRow> {
    for await (const row of coming(rows)) {
      tally.add(row.stage);
      yield row;
    }
  }
  const madeAt = new Date(at(30 * 86_400));
  return await written(formatReport(counted(), { backfill, tally, notes: () => [], madeAt }));
}

describe('a report', () => {
  it('of a backfill without requests says so, and draws nothing', async () => {
    const html = await report([]);
    expect(html).toContain('No request has started yet.');
    expect(html).toContain('No request was rejected or failed.');
    expect(html).not.toContain('<svg');
  });

  it('loads nothing and runs nothing', async () => {
    const html = await report(manyRows(500));
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\bsrc=|url\(|@import|\bon[a-z]+=|https?:/);
  });

  it('shows what other people wrote as text', async () => {
    const evil = `"><script>alert('x')</script>&amp;`;
    const row = aRow(1, {
      ...withoutResult('rejected', `one ${evil}`),
      ...{ name: evil, taskId: evil, workflowId: evil, account: evil },
      identifier: { system: evil, value: evil },
    });
    const html = await report([row, aRow(2, { ...row, ...withoutResult('failed', `two ${evil}`) })], evil);
    expect(html).not.toContain('<script');
    expect(html).not.toContain(evil);
    expect(html).toContain('&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;');
  });

  it('lists products of one reason together, the most frequent first, whatever their Tasks', async () => {
    const rejected = (number: number, why: string): RequestRow =>
      aRow(number, withoutResult('rejected', `Task/8d24-${number} was rejected: ${why}`));
    const html = await report([
      ...[rejected(1, 'rare'), rejected(2, 'often'), rejected(3, 'twice'), rejected(4, 'often')],
      ...[rejected(5, 'often'), rejected(6, 'twice'), aRow(7, withoutResult('failed', 'once'))],
    ]);
    expect(html.match(/<h3 .*<\/h3>/g)).toEqual([
      expect.stringMatching(/>3 × .* often<\/h3>$/),
      expect.stringMatching(/>2 × .* twice<\/h3>$/),
      expect.stringContaining('2 × for a reason of only one product'),
    ]);
    for (const number of [1, 2, 3, 4, 5, 6, 7]) expect(html).toContain(`<td>Testolin ${number}<small>`);
    expect(html).toMatch(/Testolin 7<small>.*failed<\/span> TaskFailed: once/);
  });

  it('shows the time from submission to the result of the completed requests', async () => {
    const took = [600, 1_200, 1_800, 90_000].map((seconds, index) =>
      aRow(index, { submittedAt: at(0), endedAt: at(seconds) }),
    );
    const html = await report([...took, aRow(9, withoutResult('rejected', 'no')), aRow(10, WAITING)]);
    expect(html).toContain('<dt>median</dt><dd>20 min</dd>');
    expect(html).toContain('<dt>longest</dt><dd>1 d 1 h</dd>');
    expect(html).toContain('4 completed requests');
  });

  it('has thousands separators', async () => {
    const html = await report(manyRows(12_000));
    expect(html).toContain('<dt>started</dt><dd>12,000</dd>');
    expect(html).toContain('text-anchor="end">10,000</text>');
  });

  it.each([1, 2, 300, 3_000])('of %d requests draws no more than 300 points a line', async (count) => {
    const html = await report(manyRows(count));
    for (const [, points] of html.matchAll(/<polyline[^>]* points="([^"]*)"/g)) {
      expect(points!.split(' ')).toHaveLength(300);
    }
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('of 100,000 requests stays small, in little memory', async () => {
    const before = process.memoryUsage().heapUsed;
    const html = await report(manyRows(100_000));
    expect(html.length).toBeLessThan(5_000_000);
    expect(html.match(/<small>/g)!.length).toBeGreaterThan(3_000);
    expect((process.memoryUsage().heapUsed - before) / 1e6).toBeLessThan(250);
  });
});
