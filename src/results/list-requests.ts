import type { Client } from '@temporalio/client';
import { quoted } from '../contract/index.js';
import { toRow, type RequestRow } from './request-row.js';

/** The most that Temporal gives in one page. */
const PAGE_SIZE = 1_000;

/** Temporal's query for the requests of a backfill, of all their lives and runs. */
export function backfillQuery(backfillId: string): string {
  return `IdmpBackfill = ${quoted(backfillId)}`;
}

/**
 * The requests of a backfill, each once, page by page as the caller takes them. Temporal lists what runs first, then what
 * ended last: so the first entry of a workflow id is its present life in its last run, and what follows is its past.
 * A run that went on in a new one is not left out by the query: a request that does so while we read would be missed,
 * since its new run belongs on a page that we have read already.
 */
export async function* requestsOf(
  client: Pick<Client, 'workflow'>,
  backfillId: string,
): AsyncGenerator<RequestRow> {
  const seen = new Set<string>();
  for await (const execution of client.workflow.list({
    query: backfillQuery(backfillId),
    pageSize: PAGE_SIZE,
  })) {
    if (seen.has(execution.workflowId)) continue;
    seen.add(execution.workflowId);
    yield toRow(execution);
  }
}
