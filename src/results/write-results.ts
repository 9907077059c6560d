import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from '@temporalio/client';
import { formatCsv } from './csv.js';
import type { ResultFormat } from './format.js';
import type { KnownBackfill } from './known-backfill.js';
import { listRequests } from './list-requests.js';
import { formatNdjson } from './ndjson.js';
import { formatReport } from './report/report.js';
import type { RequestRow } from './request-row.js';
import { Tally } from './tally.js';

/** A summary of the written results. */
export interface WrittenResults {
  /** Number of requests in the results. */
  requests: number;
  /** Remarks about missing content: sentences for stderr. */
  notes: string[];
}

/**
 * Writes the outcome of each request of a backfill, and ends the stream. Temporal's list has all data, so it makes no call
 * per request, and does not hold all requests in memory.
 */
export async function writeResults(
  client: Client,
  backfill: KnownBackfill,
  format: ResultFormat,
  stream: Writable,
): Promise<WrittenResults> {
  const tally = new Tally(backfill.progress);
  const rows = countRows(listRequests(client, backfill.backfillId), tally);
  await pipeline(joinChunks(formatRows(format, rows, backfill, tally)), stream);
  return { requests: tally.listed, notes: collectNotes(backfill, tally) };
}

/** Explains missing content of the results. */
function collectNotes({ missingProgress, namespace }: KnownBackfill, tally: Tally): string[] {
  const missing = tally.notListed;
  const retention =
    missing === 0
      ? null
      : `${missing.toLocaleString('en')} ended requests of this backfill are missing here: the retention time of namespace ` +
        `${namespace} has passed for them`;
  return [missingProgress, retention].filter((note) => note !== null);
}

function formatRows(
  format: ResultFormat,
  rows: AsyncIterable<RequestRow>,
  backfill: KnownBackfill,
  tally: Tally,
): AsyncIterable<string> {
  switch (format) {
    case 'ndjson':
      return formatNdjson(rows);
    case 'csv':
      return formatCsv(rows);
    case 'html':
      return formatReport(rows, {
        backfill,
        tally,
        notes: () => collectNotes(backfill, tally),
        madeAt: new Date(),
      });
  }
}

async function* countRows(rows: AsyncIterable<RequestRow>, tally: Tally): AsyncGenerator<RequestRow> {
  for await (const row of rows) {
    tally.add(row.stage);
    yield row;
  }
}

/** Size of a write, in UTF-16 code units. */
const CHUNK_LENGTH = 65_536;

/** Joins lines to larger chunks, because a write for each line would be slow. */
async function* joinChunks(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const text of texts) {
    chunk += text;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
