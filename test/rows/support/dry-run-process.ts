/** Runs `idmp backfill FILE --dry-run` as a process that prints its memory use at its end. */
import { checkFile } from '../../../src/commands/backfills/dry-run.js';
import { Exit } from '../../../src/commands/terminal/exit.js';

try {
  await checkFile(process.env, process.argv[2] ?? '', {}, undefined);
} catch (error) {
  if (!(error instanceof Exit)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.code;
}
process.stderr.write(`maxRSS ${process.resourceUsage().maxRSS} kB\n`);
