import { createWriteStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it } from '@jest/globals';
import { run } from '../support/processes.js';
import { ENV, testFolder } from './support/files.js';
import { mistakeIn, portfolioLines } from './support/portfolio.js';

/** Number of rows; `IDMP_TEST_ROWS=100000` for the whole file. */
const ROWS = Number(process.env.IDMP_TEST_ROWS ?? 12_000);
const BAD_PERCENT = 1;
const MOST_MEMORY_KB = 300 * 1024;

const file = testFolder();

describe.each([
  ['together', false],
  ['apart', true],
])('a large file whose products are %s', (name, apart) => {
  it(
    'has every bad row named, in little memory',
    async () => {
      const path = file(`${name}.csv`, '');
      const options = { rows: ROWS, products: Infinity, badPercent: BAD_PERCENT, apart };
      await pipeline(
        Readable.from(portfolioLines(options)).map((line) => `${line}\n`),
        createWriteStream(path),
      );
      const process = run('test/rows/support/dry-run-process.ts', [path], ENV);
      const started = performance.now();
      const { code } = await process.ended;
      const [, memory = ''] = /^maxRSS (\d+) kB$/m.exec(process.stderr()) ?? [];
      console.info(`${ROWS} rows: ${Math.round(performance.now() - started)} ms, ${memory} kB`);

      expect(code).toBe(2);
      const result = JSON.parse(process.stdout()) as { rows: number; badRows: string; invalid: number };
      expect(result.rows).toBe(ROWS);
      const named = readFileSync(result.badRows, 'utf8').matchAll(/"line (\d+), ([a-z.]+):/gi);
      const places = [...named].map(([, line, column]) => `${line} ${column}`);
      const mistakes = Array.from({ length: ROWS }, (_, index) => index + 1).flatMap((row) => {
        const mistake = mistakeIn(row, BAD_PERCENT);
        // The headings are in line 1.
        return mistake === null ? [] : [`${row + 1} ${mistake.column}`];
      });
      expect(places.sort()).toEqual(mistakes.sort());
      expect(Number(memory)).toBeLessThan(MOST_MEMORY_KB);
    },
    10 * 60_000,
  );
});
