import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from '@temporalio/client';
import { asCsv } from './csv.js';
import type { ResultFormat } from './format.js';
import type { KnownBackfill } from './known-backfill.js';
import { requestsOf } from './list-requests.js';
import { asNdjson } from './ndjson.js';
import { asReport } from './report/report.js';
import type { RequestRow } from './request-row.js';
import { Tally } from './tally.js';

/** What is to be said beside the results. */
export interface WrittenResults {
  /** How many requests were written about. */
  requests: number;
  /** What the results do not show, and why: sentences for stderr. */
  notes: string[];
}

/**
 * Writes what came of each request of a backfill, as Temporal lists them: no call per request, never all in memory. The
 * stream is ended.
 */
export async function writeResultsOf(
  client: Client,
  backfill: KnownBackfill,
  format: ResultFormat,
  stream: Writable,
): Promise<WrittenResults> {
  const tally = new Tally(backfill.progress);
  const rows = countRows(requestsOf(client, backfill.backfillId), tally);
  await pipeline(inChunks(textOf(format, rows, backfill, tally)), stream);
  return { requests: tally.listed, notes: notesOf(backfill, tally) };
}

/** What the results do not show, and why. */
function notesOf({ silence, namespace }: KnownBackfill, tally: Tally): string[] {
  const missing = tally.notListed;
  const retention =
    missing === 0
      ? null
      : `${missing.toLocaleString('en')} of its requests have ended and are missing here: Temporal lists what has ended ` +
        `for the retention time of namespace ${namespace} only`;
  return [silence, retention].filter((note) => note !== null);
}

function textOf(
  format: ResultFormat,
  rows: AsyncIterable<RequestRow>,
  backfill: KnownBackfill,
  tally: Tally,
): AsyncIterable<string> {
  switch (format) {
    case 'ndjson':
      return asNdjson(rows);
    case 'csv':
      return asCsv(rows);
    case 'html':
      return asReport(rows, { backfill, tally, notes: () => notesOf(backfill, tally), madeAt: new Date() });
  }
}

async function* countRows(rows: AsyncIterable<RequestRow>, tally: Tally): AsyncGenerator<RequestRow> {
  for await (const row of rows) {
    tally.add(row.stage);
    yield row;
  }
}

const CHUNK_LENGTH = 65_536;

/** A write for each line would be slow. */
async function* inChunks(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const text of texts) {
    chunk += text;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
