/** A process that starts a dev server, prints its process id, and then ends (`exit`) or stays (`stay`). */
import { startDevServer } from '../../../dev/temporal/index.js';

const { pid } = await startDevServer({ headless: true });
process.stdout.write(`${pid}\n`);
if (process.argv[2] === 'stay') setInterval(() => undefined, 60_000);
