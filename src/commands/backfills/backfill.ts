import { Option } from '@commander-js/extra-typings';
import { DEFAULT_REQUESTS_PER_SECOND, KINDS } from '../../contract/index.js';
import { formatOf, RESULT_FORMATS, type ResultFormat } from '../../results/format.js';
import type { CommandModule } from '../terminal/command-module.js';
import { EXIT, Exit } from '../terminal/exit.js';
import { EXAMPLE } from '../terminal/help.js';

/** `idmp backfill FILE`: sends the requests of a file to a backfill, or checks them with `--dry-run`. */
export const backfill: CommandModule = {
  name: 'backfill',
  description: 'ask for a whole portfolio: a CSV or Excel file of products, or NDJSON with a request a line',
  examples: [
    [`idmp backfill ${EXAMPLE.portfolio} --account 2026-05 --dry-run`, 'checks every row, starts nothing'],
    [`idmp backfill ${EXAMPLE.portfolio} --account 2026-05`, 'starts it; again, it goes on'],
    [
      `idmp backfill ${EXAMPLE.portfolio} --account 2026-05 --results report.html`,
      'waits, and writes a report',
    ],
  ],
  environment: ['temporal', 'accounts', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command
      .argument('<file>', 'file; the same command again goes on where it was broken off')
      .option('--id <id>', "the backfill's id (default: the file's name with a hash of its content)")
      .option('--account <name>', 'account of all requests (default: the row\'s own, else "default")')
      .addOption(
        new Option('--kind <kind>', 'what is asked for; default: what each row implies').choices(KINDS),
      )
      .option(
        '--rate <number>',
        `requests to start a second (default: ${DEFAULT_REQUESTS_PER_SECOND})`,
        parseRate,
      )
      .option('--columns <file>', 'column map, for a CSV or Excel file with headings of its own')
      .option('--decimal-comma', 'decimals of a CSV or Excel file are written 2,5')
      .option('--wait', 'show progress on stderr until all requests have ended')
      .option('--results <file>', 'wait, and write what came out: .ndjson, .csv or .html', parseResultsFile)
      .option('--dry-run', 'check every row, and start nothing; needs no Temporal')
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

/** File for the results, and the format that its extension stands for. */
export interface ResultsFile {
  path: string;
  format: ResultFormat;
}

/** Refuses an unknown extension before anything is started. */
function parseResultsFile(path: string): ResultsFile {
  const format = formatOf(path);
  if (format !== null) return { path, format };
  throw new Exit(
    EXIT.invalid,
    `--results ${path}: the extension must be one of .${RESULT_FORMATS.join(', .')}`,
  );
}

function parseRate(text: string): number {
  const rate = Number(text);
  if (Number.isFinite(rate) && rate > 0) return rate;
  throw new Exit(EXIT.invalid, `--rate ${text}: must be a number of requests a second, such as 5 or 0.5`);
}
