import type { Client } from '@temporalio/client';
import { IdmpClient, type IdmpBackfill, type StartedBackfill } from '../../client/index.js';
import { readConfig } from '../../configuration/config.js';
import { DEFAULT_ACCOUNT, type BackfillInput, type BackfillProgress } from '../../contract/index.js';
import { backfillIdOf } from '../../requests/backfill-id.js';
import { checkRows, type CheckedRow, type RowsFile, type RowsOptions } from '../../rows/index.js';
import type { ResultsFile } from '../../results/format.js';
import { accountNamed } from '../terminal/account.js';
import { EXIT, Exit, printNote } from '../terminal/exit.js';
import { onInterrupt } from '../terminal/on-interrupt.js';
import { isForPeople, present } from '../terminal/output.js';
import { progressBar } from '../terminal/progress-bar.js';
import { withRows } from '../terminal/rows-file.js';
import { withClient } from '../terminal/with-client.js';
import { BackfillFeed } from './feed.js';
import { followBackfill } from './follow-backfill.js';
import { progressPage } from './progress-page.js';
import { RowReport } from './row-report.js';
import { writeOutput } from './write-output.js';

/** The caller's choices; undefined leaves a choice to the file or to the backfill. */
export interface SendChoices {
  id: string | undefined;
  account: string | undefined;
  /** Requests per second. */
  rate: number | undefined;
  /** Whether to follow the backfill to its end. */
  wait: boolean;
  /** File for the results; implies waiting. */
  results: ResultsFile | null;
}

/**
 * Checks every row, sends the valid ones to a backfill, and closes it. The same command again continues an interrupted one,
 * because the id of the backfill comes from the file, and a page that the backfill has already changes nothing.
 */
export async function sendFile(
  env: NodeJS.ProcessEnv,
  path: string,
  reading: RowsOptions,
  choices: SendChoices,
): Promise<void> {
  const { account = DEFAULT_ACCOUNT, rate, wait, results } = choices;
  const config = readConfig(env);
  accountNamed(config, account);
  const input: BackfillInput = { account, ...(rate === undefined ? {} : { requestsPerSecond: rate }) };
  await withRows(path, reading, (file) =>
    withClient(env, async (client) => {
      const id = choices.id ?? backfillIdOf(account, path, file.hash);
      const found = await new IdmpClient(client, config).startBackfill(id, input);
      printNote(SENTENCES[found.state](id, file));
      const report = new RowReport(file);
      const open = found.state === 'started' || found.state === 'open';
      const options = choices.account === undefined ? {} : { account };
      const progress = open ? await feed(found, file, report, checkRows(file, config, options)) : null;
      await finish(client, found, progress, report, wait || results !== null, results);
    }),
  );
}

const SENTENCES: Record<StartedBackfill['state'], (id: string, file: RowsFile) => string> = {
  started: (id, { total, unit }) => `started ${id} for ${total} ${unit}`,
  open: (id) => `${id} continues; requests that it has already are not sent twice`,
  closed: (id) => `${id} has all rows of its file already, and continues. Use another --id for other rows`,
  ended: (id) => `${id} has already finished; nothing was submitted. Use another --id to submit it again`,
};

/** Sends the valid rows, and closes the backfill. After Ctrl-C, the backfill starts the requests that it has. */
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
    printNote(`${backfill.id} starts the requests that it has; run the same command again to send the rest`);
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
    ...(invalid === 0 ? [] : [`${invalid} invalid`]),
    ...(known === 0 ? [] : [`${known} submitted earlier`]),
  ];
  return notes.join(', ');
}

async function finish(
  client: Client,
  { backfill }: StartedBackfill,
  sent: BackfillProgress | null,
  report: RowReport,
  wait: boolean,
  results: ResultsFile | null,
): Promise<void> {
  const badRows = await report.close();
  const progress = wait ? await followed(client, backfill) : (sent ?? (await backfill.progress()));
  const { id } = backfill;
  if (results !== null) await writeOutput(client, id, results.format, results.path);
  present({ backfillId: id, ...progress, badRows }, progressPage(id, { ...progress, badRows }));
  if (!wait && !isForPeople()) printNote(`it continues without this command: idmp backfill-status ${id}`);
  if (report.invalid > 0) throw new Exit(EXIT.invalid, report.summary());
  const refused = progress.rejected + progress.failed;
  if (wait && refused > 0) throw new Exit(EXIT.refused, `${refused} of the requests were rejected or failed`);
}

async function followed(client: Client, backfill: IdmpBackfill): Promise<BackfillProgress> {
  const stopListening = onInterrupt(() => {
    printNote(`${backfill.id} continues; run the same command again to wait for it`);
    return Promise.resolve();
  });
  try {
    return await followBackfill(client, backfill.handle);
  } finally {
    stopListening();
  }
}
