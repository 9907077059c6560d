/** `idmp backfill FILE --dry-run` as a process that says at its end how much memory it took. */
import { dryRun } from '../../../src/commands/backfills/dry-run.js';
import { Exit } from '../../../src/commands/terminal/exit.js';

try {
  await dryRun(process.env, process.argv[2] ?? '', {});
} catch (error) {
  if (!(error instanceof Exit)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.code;
}
process.stderr.write(`maxRSS ${process.resourceUsage().maxRSS} kB\n`);
