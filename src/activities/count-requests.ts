import { Context } from '@temporalio/activity';
import {
  quoted,
  type CountedRequests,
  type CountRequestsInput,
  type EndedRequests,
} from '../contract/index.js';

/**
 * Counts a backfill's ended requests by outcome, within a window of time. Settled ends are counted once, because Temporal forgets
 * them after the namespace's retention.
 */
export async function countRequests(input: CountRequestsInput): Promise<CountedRequests> {
  const { backfillId, from, settled } = input;
  const own = `IdmpBackfill = ${quoted(backfillId)} AND CloseTime >= `;
  return {
    settled:
      from === settled
        ? NONE_ENDED
        : await countEnded(`${own}${quoted(from)} AND CloseTime < ${quoted(settled)}`),
    recent: await countEnded(`${own}${quoted(settled)}`),
  };
}

const NONE_ENDED: EndedRequests = { completed: 0, rejected: 0, failed: 0, cancelled: 0 };

async function countEnded(query: string): Promise<EndedRequests> {
  const { workflow } = Context.current().client;
  const { groups } = await workflow.count(`${query} GROUP BY ExecutionStatus`);
  const of = (...statuses: string[]): number =>
    groups
      .filter(({ groupValues }) => statuses.includes(String(groupValues[0])))
      .reduce((total, { count }) => total + count, 0);
  const unhappy = of('Failed', 'Terminated', 'TimedOut');
  const rejected = unhappy === 0 ? 0 : (await workflow.count(`${query} AND IdmpStage = 'rejected'`)).count;
  return {
    completed: of('Completed'),
    rejected,
    failed: Math.max(0, unhappy - rejected),
    cancelled: of('Canceled'),
  };
}
