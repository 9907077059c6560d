import { readConfig } from '../../src/configuration/config.js';
import { checkRows, openRows } from '../../src/rows/index.js';

/** Report of this process, printed as one line of JSON. */
export interface ReadRows {
  rows: number;
  products: number;
  invalid: number;
  seconds: number;
  /** Peak memory of the process in RAM, in bytes. */
  peakResidentBytes: number;
}

/** Reads a file as `idmp backfill FILE --dry-run` does, and checks every row. */
async function main(path: string): Promise<ReadRows> {
  const config = readConfig(process.env);
  const started = performance.now();
  const file = await openRows(path);
  let invalid = 0;
  for await (const { request } of checkRows(file, config)) if (request === null) invalid += 1;
  const seconds = (performance.now() - started) / 1000;
  const peakResidentBytes = process.resourceUsage().maxRSS * 1024;
  return { rows: file.rows, products: file.total, invalid, seconds, peakResidentBytes };
}

process.stdout.write(`${JSON.stringify(await main(process.argv[2]!))}\n`);
