import { readConfig, type Config } from '../../configuration/config.js';
import type { RequestOptions } from '../../contract/index.js';
import { checkRows, fingerprint, type RowsFile, type RowsOptions } from '../../rows/index.js';
import { accountNamed } from '../terminal/account.js';
import { EXIT, Exit, printNote } from '../terminal/exit.js';
import { present } from '../terminal/output.js';
import { withRows } from '../terminal/rows-file.js';
import { RowReport } from './row-report.js';

/** Checks every row as the backfill would. @throws Exit if a row is invalid, or the file has none */
export async function checkFile(
  env: NodeJS.ProcessEnv,
  path: string,
  reading: RowsOptions,
  account: string | undefined,
): Promise<void> {
  const config = readConfig(env);
  if (account !== undefined) accountNamed(config, account);
  await withRows(path, reading, async (file) => {
    const found = await checkAll(file, config, account === undefined ? {} : { account });
    // A person reads the summary on stderr instead.
    present({ file: path, [file.unit]: file.total, rows: file.rows, ...found }, null);
    const summary = `${path}: ${found.valid} valid, ${found.invalid} invalid ${file.unit}; none was started`;
    if (found.invalid > 0 || file.total === 0) throw new Exit(EXIT.invalid, summary);
    printNote(summary);
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
    for await (const checked of checkRows(file, config, options)) {
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
      printNote(`${repeated} of the valid ${file.unit} are repeated in the file; each is submitted once`);
    return { valid, invalid: report.invalid, badRows };
  } finally {
    await report.discard();
  }
}
