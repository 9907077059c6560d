import { Option } from '@commander-js/extra-typings';
import { DEFAULT_REQUESTS_PER_SECOND, KINDS } from '../../contract/index.js';
import { detectFormat, RESULT_FORMATS, type ResultsFile } from '../../results/format.js';
import type { CommandModule } from '../terminal/command-module.js';
import { EXIT, Exit } from '../terminal/exit.js';
import { EXAMPLE } from '../terminal/help.js';

/** `idmp backfill FILE`: sends the requests of a file to a backfill, or checks them with `--dry-run`. */
export const backfill: CommandModule = {
  name: 'backfill',
  description:
    'request identifiers for a portfolio: a CSV or Excel file of products, or NDJSON with one request per line',
  examples: [
    [`idmp backfill ${EXAMPLE.portfolio} --account 2026-05 --dry-run`, 'only checks every row'],
    [`idmp backfill ${EXAMPLE.portfolio} --account 2026-05`, 'starts or continues it'],
    [
      `idmp backfill ${EXAMPLE.portfolio} --account 2026-05 --results report.html`,
      'waits for the end and writes a report',
    ],
  ],
  environment: ['temporal', 'accounts', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command
      .argument('<file>', 'file; run the same command again to continue after an interruption')
      .option('--id <id>', "id of the backfill (default: the file's name with a hash of its content)")
      .option('--account <name>', 'account of all requests (default: the row\'s own, else "default")')
      .addOption(
        new Option(
          '--kind <kind>',
          'identifier to request (default: the kind that each row implies)',
        ).choices(KINDS),
      )
      .option(
        '--rate <number>',
        `requests to start per second (default: ${DEFAULT_REQUESTS_PER_SECOND})`,
        parseRate,
      )
      .option('--columns <file>', 'column map, for a CSV or Excel file with its own headings')
      .option('--decimal-comma', 'decimals in a CSV or Excel file have a comma, such as 2,5')
      .option('--wait', 'show progress on stderr until all requests have ended')
      .option(
        '--results <file>',
        'wait, then write the results to this .ndjson, .csv or .html file',
        parseResultsFile,
      )
      .option('--dry-run', 'only check every row; works without Temporal')
      .action(async (file, { id, account, kind, rate, columns, decimalComma, wait, results, dryRun }) => {
        const reading = { kind, columns, decimalComma };
        if (dryRun) {
          const { checkFile } = await import('./dry-run.js');
          return await checkFile(env, file, reading, account);
        }
        const { sendFile } = await import('./send-file.js');
        await sendFile(env, file, reading, {
          id,
          account,
          rate,
          wait: wait ?? false,
          results: results ?? null,
        });
      }),
};

/** Refuses an unknown extension before anything is started. */
function parseResultsFile(path: string): ResultsFile {
  const format = detectFormat(path);
  if (format !== null) return { path, format };
  throw new Exit(
    EXIT.invalid,
    `--results ${path}: the extension must be one of .${RESULT_FORMATS.join(', .')}`,
  );
}

function parseRate(text: string): number {
  const rate = Number(text);
  if (Number.isFinite(rate) && rate > 0) return rate;
  throw new Exit(EXIT.invalid, `--rate ${text}: must be a number of requests per second, such as 5 or 0.5`);
}
