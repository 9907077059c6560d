/**
 * A process that fetches the Temporal CLI: `fetching-process.ts CACHE LOG MILLISECONDS`. Its fetch writes into the
 * log that it ran, and lasts as long as given. The path goes to stdout, progress to stderr.
 */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findExecutable } from '../../../dev/temporal/find.js';
import { cliBy, fakeCli } from './fakes.js';

const [cacheDir, log, milliseconds] = process.argv.slice(2) as [string, string, string];

const slowly = cliBy({
  name: 'slow way',
  async fetch({ staging, file }) {
    await appendFile(log, `${process.pid}\n`);
    await sleep(Number(milliseconds));
    await fakeCli(join(staging, file));
  },
});

process.stdout.write(await findExecutable(slowly, { env: { PATH: '' }, cacheDir }));
