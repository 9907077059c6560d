import type { Client } from '@temporalio/client';
import { quoted } from '../contract/index.js';
import { toRow, type RequestRow } from './request-row.js';

/** Limit of requests in a page, set by Temporal. */
const PAGE_SIZE = 1_000;

/** Builds Temporal's query for the requests of a backfill, with all their executions and runs. */
export function backfillQuery(backfillId: string): string {
  return `IdmpBackfill = ${quoted(backfillId)}`;
}

/**
 * Lists the requests of a backfill, each once, page by page as the caller reads. Temporal lists running workflows first, then
 * ended ones by time of their end, the last one first. So the first entry of a workflow id is its current run, and the
 * following ones are earlier runs. The query includes runs that continued as new. Otherwise a request that does so during the
 * listing would be missing, because its new run belongs to a page that is already read.
 */
export async function* listRequests(
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
