import type { Client } from '@temporalio/client';
import { IdmpClient, type IdmpBackfill, type StartedBackfill } from '../../client/index.js';
import { readConfig, type Config } from '../../configuration/config.js';
import { DEFAULT_ACCOUNT, type BackfillInput, type BackfillProgress, type Kind } from '../../contract/index.js';
import { backfillIdOf } from '../../requests/backfill-id.js';
import { formatOf, RESULT_FORMATS, type ResultFormat } from '../../results/index.js';
import { checkedRows, type CheckedRow, type RowsFile } from '../../rows/index.js';
import { connectClient, readTemporalAddress } from '../../temporal/connection.js';
import { dryRun } from './dry-run.js';
import { writeOutput } from './write-output.js';
import { BackfillFeed } from './feed.js';
import { followBackfill } from './follow-backfill.js';
import { EXIT, Exit, say } from '../terminal/exit.js';
import { onInterrupt } from '../terminal/on-interrupt.js';
import { isForPeople, present } from '../terminal/output.js';
import { progressPage } from '../requests/pages.js';
import { progressBar } from '../terminal/progress-bar.js';
import { RowReport } from './row-report.js';
import { withRows } from '../terminal/rows-file.js';

export interface BackfillFlags {
  id?: string;
  account?: string;
  kind?: Kind;
  rate?: string;
  columns?: string;
  decimalComma?: boolean;
  wait?: boolean;
  results?: string;
  dryRun?: boolean;
}

/**
 * `idmp backfill FILE`: checks every row, hands the good ones to a backfill, and closes it. The same command again goes on
 * where it was broken off: the backfill's id comes from the file, and a page that is there already changes nothing.
 */
export async function backfill(env: NodeJS.ProcessEnv, path: string, flags: BackfillFlags): Promise<void> {
  const { account = DEFAULT_ACCOUNT, kind, columns, decimalComma, results } = flags;
  const reading = { columns, decimalComma, kind };
  if (flags.dryRun === true) return await dryRun(env, path, { account: flags.account, ...reading });
  const config = readConfig(env);
  assertAccount(config, account);
  const input = inputOf(account, flags.rate);
  const output = results === undefined ? null : outputOf(results);
  await withRows(path, reading, async (file) => {
    const client = await connectClient(readTemporalAddress(env));
    try {
      const id = flags.id ?? backfillIdOf(account, path, file.hash);
      const found = await new IdmpClient(client, config).startBackfill(id, input);
      say(SENTENCES[found.state](id, file));
      const report = new RowReport(file);
      const open = found.state === 'started' || found.state === 'open';
      const options = flags.account === undefined ? {} : { account };
      const progress = open ? await feed(found, file, report, checkedRows(file, config, options)) : null;
      await finish(client, found, progress, report, flags.wait === true || output !== null, output);
    } finally {
      await client.connection.close();
    }
  });
}

const SENTENCES: Record<StartedBackfill['state'], (id: string, file: RowsFile) => string> = {
  started: (id, { total, unit }) => `started ${id} for ${total} ${unit}`,
  open: (id) => `${id} goes on: what it has got already is not sent twice`,
  closed: (id) => `${id} has got all of its file before, and goes on; for other rows choose another --id`,
  ended: (id) => `${id} has ended before, and asks for nothing again; to ask anew choose another --id`,
};

/** Sends the good rows, and closes the backfill. Ctrl-C leaves it as it is: it starts what it has got. */
async function feed(
  { backfill }: StartedBackfill,
  file: RowsFile,
  report: RowReport,
  rows: AsyncIterable<CheckedRow>,
): Promise<BackfillProgress> {
  const bar = progressBar(file.total, file.unit, 'sent');
  const stopListening = onInterrupt(async () => {
    bar.stop();
    await report.discard();
    say(`${backfill.id} starts what it has got; the same command again sends the rest`);
  });
  let [done, known] = [0, 0];
  const show = (): void => bar.show(done, noteOf(report.invalid, known));
  const pages = new BackfillFeed(backfill, async (sent, verdict) => {
    done += sent.length;
    known += verdict.known;
    for (const { index, issues } of verdict.invalid) await report.refused(sent[index]!.row, issues);
    show();
  });
  try {
    for await (const checked of rows) {
      if (checked.request === null) await report.bad(checked.row, checked.problems);
      else if (BackfillFeed.isTooLarge(checked.request)) await report.tooLarge(checked.row);
      else await pages.add(checked);
      if (checked.request === null) done += 1;
      show();
    }
    await pages.end();
    return await backfill.close();
  } finally {
    bar.stop();
    stopListening();
  }
}

function noteOf(invalid: number, known: number): string {
  const notes = [
    ...(invalid === 0 ? [] : [`${invalid} not valid`]),
    ...(known === 0 ? [] : [`${known} asked for already`]),
  ];
  return notes.join(', ');
}

async function finish(
  client: Client,
  { backfill }: StartedBackfill,
  sent: BackfillProgress | null,
  report: RowReport,
  wait: boolean,
  output: Output | null,
): Promise<void> {
  const badRows = await report.close();
  const progress = wait ? await followed(client, backfill) : (sent ?? (await backfill.progress()));
  const { id } = backfill;
  if (output !== null) await writeOutput(client, id, output.format, output.path);
  present({ backfillId: id, ...progress, badRows }, progressPage(id, { ...progress, badRows }));
  if (!wait && !isForPeople()) say(`it goes on by itself: idmp backfill-status ${id}`);
  if (report.invalid > 0)
    throw new Exit(EXIT.invalid, `${report.invalid} were not valid, and are not asked for`);
  const refused = progress.rejected + progress.failed;
  if (wait && refused > 0) throw new Exit(EXIT.refused, `${refused} were rejected or failed`);
}

async function followed(client: Client, backfill: IdmpBackfill): Promise<BackfillProgress> {
  const stopListening = onInterrupt(() => {
    say(`${backfill.id} goes on by itself; the same command again waits for it`);
    return Promise.resolve();
  });
  try {
    return await followBackfill(client, backfill.handle);
  } finally {
    stopListening();
  }
}

interface Output {
  path: string;
  format: ResultFormat;
}

/** What cannot be written is said before anything is started. */
function outputOf(path: string): Output {
  const format = formatOf(path);
  if (format !== null) return { path, format };
  throw new Exit(
    EXIT.invalid,
    `--results ${path}: the extension must be one of .${RESULT_FORMATS.join(', .')}`,
  );
}

function inputOf(account: string, rate: string | undefined): BackfillInput {
  if (rate === undefined) return { account };
  const requestsPerSecond = Number(rate);
  if (Number.isFinite(requestsPerSecond) && requestsPerSecond > 0) return { account, requestsPerSecond };
  throw new Exit(EXIT.invalid, `--rate ${rate}: must be a number of requests a second, such as 5 or 0.5`);
}

function assertAccount({ accounts }: Config, name: string): void {
  if (accounts.has(name)) return;
  throw new Exit(
    EXIT.invalid,
    `there is no account "${name}"; the configuration has ${[...accounts.keys()].join(', ')}`,
  );
}
