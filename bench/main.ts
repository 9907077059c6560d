import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { searchAttributes } from '../dev/search-attributes.js';
import { startDevServer } from '../dev/temporal/index.js';
import type { Bench, Benchmark } from './benchmark.js';
import { isMet, type Figure } from './figure.js';
import { machine, temporalVersions } from './support/machine.js';
import { compile } from './support/measured-process.js';
import { table } from './support/table.js';
import { history } from './history.js';
import { memory } from './memory.js';
import { processorTime } from './processor-time.js';
import { restart } from './restart.js';
import { rows } from './rows.js';
import { statusCallsAndDelay } from './status-calls.js';
import { throughput } from './throughput.js';

/** Benchmarks by letter, in the order of their runs. */
const BENCHMARKS: Record<string, Benchmark> = {
  a: throughput,
  b: statusCallsAndDelay,
  c: history,
  d: memory,
  e: restart,
  f: rows,
  g: processorTime,
};

const say = (line: string): boolean => process.stderr.write(`${line}\n`);

/**
 * Measures, and prints tables (`npm run bench`); with `--json` one JSON object. Letters select (`-- a c`), `--quick` measures
 * so little that the figures mean nothing, and only checks that all of it runs. A missed target is printed, but is not a
 * failure, because machines are noisy.
 */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((letter) => BENCHMARKS[letter] === undefined);
  if (unknown.length > 0) {
    const known = Object.entries(BENCHMARKS).map(([letter, { title }]) => `\n  ${letter}  ${title}`);
    throw new Error(`no such benchmark: ${unknown.join(', ')}; there are${known.join('')}`);
  }
  const chosen = Object.entries(BENCHMARKS).filter(
    ([letter]) => positionals.length === 0 || positionals.includes(letter),
  );
  const { versions, measured } = await measureAll(chosen, values.quick);
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ machine: machine(), versions, benchmarks: measured })}\n`);
    return;
  }
  process.stdout.write(`${machine()}\n${versions}\n`);
  for (const { letter, title, figures } of measured) {
    process.stdout.write(`\n${letter}  ${title}\n\n${table(figures)}\n`);
  }
}

interface Measured {
  letter: string;
  title: string;
  figures: (Figure & { met: boolean | null })[];
}

async function measureAll(
  chosen: [string, Benchmark][],
  isQuick: boolean,
): Promise<{ versions: string; measured: Measured[] }> {
  await compile();
  const folder = mkdtempSync(join(tmpdir(), 'idmp-bench-'));
  const temporal = await startDevServer({
    headless: true,
    searchAttributes,
    onProgress: say,
  });
  const connection = await Connection.connect({ address: temporal.address });
  const client = new Client({ connection, namespace: temporal.namespace });
  const size = (full: number, quick: number): number => (isQuick ? quick : full);
  const bench: Bench = { temporal, client, folder, say, size };
  try {
    const measured: Measured[] = [];
    for (const [letter, benchmark] of chosen) {
      const started = Date.now();
      const figures = await benchmark.run({ ...bench, say: (line) => say(`${letter}: ${line}`) });
      say(`${letter}: took ${Math.round((Date.now() - started) / 1000)} s`);
      const { title } = benchmark;
      measured.push({ letter, title, figures: figures.map((each) => ({ ...each, met: isMet(each) })) });
    }
    const versions = await temporalVersions(client);
    rmSync(folder, { recursive: true });
    return { versions, measured };
  } finally {
    await connection.close();
    await temporal.stop();
  }
}

main().catch((error: unknown) => {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exit(1);
});
