import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { portfolioLines } from '../test/rows/support/portfolio.js';
import type { Bench, Benchmark } from './benchmark.js';
import type { Figure } from './figure.js';
import type { ReadRows } from './rows/read-rows.js';
import { startMeasured } from './support/measured-process.js';
import { EDITION } from './support/workers.js';
import { benchValidate } from './validate.js';

/** Files of a backfill, of two sizes: what memory takes more than once does not grow with the file. */
export const rows: Benchmark = {
  title: 'Reading and checking of portfolios',
  run: async (bench) => {
    const small = await read(bench, bench.size(3_000, 300));
    const large = await read(bench, bench.size(30_000, 600));
    return [...figures(small), ...figures(large), ...benchValidate(bench.size(1_000, 50))];
  },
};

async function read(bench: Bench, count: number): Promise<ReadRows> {
  const path = join(bench.folder, `portfolio-${count}.csv`);
  const lines = portfolioLines({ products: Infinity, rows: count, badPercent: 1, apart: false });
  await pipeline(
    Readable.from(lines).map((line) => `${line}\n`),
    createWriteStream(path),
  );
  const log = `${path}.log`;
  const env = { IDMP_FHIR_BASE_URL: 'http://127.0.0.1:9', IDMP_EDITION: EDITION };
  const reader = startMeasured('bench/rows/read-rows.js', [path], env, log);
  await reader.ended();
  bench.say(`${count} rows are read`);
  return JSON.parse(readFileSync(log, 'utf8').trim().split('\n').at(-1)!) as ReadRows;
}

function figures({ rows: count, products, invalid, seconds, peakResidentBytes }: ReadRows): Figure[] {
  const what = `CSV of ${count} rows (${products} products, ${invalid} of them bad)`;
  return [
    { name: `${what}, read and checked`, value: count / seconds, unit: 'rows/s' },
    { name: `${what}, peak RSS`, value: peakResidentBytes / 1_000_000, unit: 'MB' },
  ];
}
