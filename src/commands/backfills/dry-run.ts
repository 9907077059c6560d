import { readConfig, type Config } from '../../configuration/config.js';
import type { RequestOptions } from '../../contract/index.js';
import { checkedRows, fingerprint, type RowsFile } from '../../rows/index.js';
import { EXIT, Exit, say } from '../terminal/exit.js';
import { present } from '../terminal/output.js';
import { RowReport } from './row-report.js';
import { withRows } from '../terminal/rows-file.js';

export interface DryRunFlags {
  account?: string;
  columns?: string;
  decimalComma?: boolean;
}

/** `idmp backfill FILE --dry-run`: checks every row as the backfill would, and starts nothing. */
export async function dryRun(env: NodeJS.ProcessEnv, path: string, flags: DryRunFlags): Promise<void> {
  const config = readConfig(env);
  const { account, ...options } = flags;
  if (account !== undefined && !config.accounts.has(account)) {
    const known = [...config.accounts.keys()].join(', ');
    throw new Exit(EXIT.invalid, `there is no account "${account}"; the configuration has ${known}`);
  }
  await withRows(path, options, async (file) => {
    const found = await checkAll(file, config, account === undefined ? {} : { account });
    // For people, the summary says it.
    present({ file: path, [file.unit]: file.total, rows: file.rows, ...found }, null);
    const summary = `${path}: ${found.valid} valid, ${found.invalid} invalid ${file.unit}; nothing was started`;
    if (found.invalid > 0 || file.total === 0) throw new Exit(EXIT.invalid, summary);
    say(summary);
  });
}

interface Found {
  valid: number;
  invalid: number;
  /** Path of the file of bad rows. */
  badRows: string | null;
}

async function checkAll(file: RowsFile, config: Config, options: RequestOptions): Promise<Found> {
  const report = new RowReport(file);
  const seen = new Set<number>();
  let [valid, repeated] = [0, 0];
  try {
    for await (const checked of checkedRows(file, config, options)) {
      if (checked.request === null) {
        await report.bad(checked.row, checked.problems);
        continue;
      }
      valid += 1;
      const id = fingerprint(checked.workflowId);
      if (seen.has(id)) repeated += 1;
      seen.add(id);
    }
    const badRows = await report.close();
    if (repeated > 0)
      say(`${repeated} of the valid ${file.unit} stand in the file before: each is asked for once`);
    return { valid, invalid: report.invalid, badRows };
  } finally {
    await report.discard();
  }
}
