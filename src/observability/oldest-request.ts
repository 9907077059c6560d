import type { Client } from '@temporalio/client';
import { MEMO_STARTED_AT, quoted } from '../contract/index.js';
import { buildWaitingQuery } from './waiting-queries.js';

/** Limit of requests that are compared one by one. With more, the search counts the older half, repeatedly. */
const LISTED = 100;

const DAY_MS = 86_400_000;

/** Age at which the search begins, in milliseconds: most requests are younger. */
const USUAL_MS = 90 * DAY_MS;

interface Found {
  workflowId: string;
  runId: string;
  /** Milliseconds since 1970. */
  since: number;
}

/**
 * Finds the request of an account that has waited longest. Temporal's lists begin with the newest, and not all of its stores can
 * sort. So the search narrows the start time down by counts. The oldest request a minute ago is usually still the oldest, so
 * the search is usually one call.
 *
 * For Temporal's lists, a request that continued as new began with its last run. The memo of our own starters has the true start.
 */
export class OldestRequest {
  #known: Found | null = null;

  constructor(readonly account: string) {}

  /** Returns its start, in milliseconds since 1970. Null if no request waits. */
  async since(client: Client, now: number): Promise<number | null> {
    const waiting = buildWaitingQuery(this.account);
    const known = this.#known;
    if (known !== null) {
      const query = `${waiting} AND WorkflowId = ${quoted(known.workflowId)} AND RunId = ${quoted(known.runId)}`;
      if ((await client.workflow.count(query)).count > 0) return known.since;
    }
    this.#known = await searchOldest(client, waiting, now);
    return this.#known?.since ?? null;
  }
}

async function searchOldest(client: Client, waiting: string, now: number): Promise<Found | null> {
  const until = (time: number): string =>
    `${waiting} AND StartTime <= ${quoted(new Date(time).toISOString())}`;
  const count = async (time: number): Promise<number> => (await client.workflow.count(until(time))).count;
  // None began until `none`, and some until `some`.
  let some = now;
  let left = await count(some);
  let none = now;
  for (let back = USUAL_MS; left > LISTED; back *= 2) {
    none = now - back;
    const older = await count(none);
    if (older === 0) break;
    [some, left] = [none, older];
  }
  while (left > LISTED && some - none > 1_000) {
    const middle = Math.floor((none + some) / 2);
    const older = await count(middle);
    if (older === 0) none = middle;
    else [some, left] = [middle, older];
  }
  return left === 0 ? null : await findOldest(client, until(some));
}

async function findOldest(client: Client, query: string): Promise<Found | null> {
  let found: Found | null = null;
  let looked = 0;
  for await (const { workflowId, runId, startTime, memo } of client.workflow.list({
    query,
    pageSize: LISTED,
  })) {
    const started = Date.parse(String(memo?.[MEMO_STARTED_AT]));
    const since = Number.isNaN(started) ? startTime.getTime() : Math.min(started, startTime.getTime());
    if (found === null || since < found.since) found = { workflowId, runId, since };
    // Thousands that began within the same second differ in nothing that matters here.
    if ((looked += 1) >= LISTED) break;
  }
  return found;
}
