import { metricMeter } from '@temporalio/workflow';
import {
  POLL_AGE,
  REQUEST_DURATION,
  SWEEP_DURATION,
  UNKNOWN_ACCOUNT_LABEL,
  type Kind,
  type Stage,
  type SweepResult,
} from '../contract/index.js';

/*
 * Metrics that workflows record (docs/observability.md). They add nothing to a history, and a replay records nothing.
 * Each function creates its instruments, because a waiting request would otherwise keep them in memory for weeks.
 */

/** Facts of a request that its metrics use as labels. */
export interface MeasuredRequest {
  readonly kind: Kind;
  readonly account: string;
  /** Whether the request has a Task, which proves that its account exists. */
  readonly isPlanned: boolean;
}

/** Counts a request that has a Task, or that ended without one. */
export function countStart(request: MeasuredRequest): void {
  const description = 'Requests that started';
  metricMeter.createCounter('idmp_requests_started', undefined, description).add(1, labelsOf(request));
}

/**
 * Counts the end of a request and records its duration.
 *
 * @param failure type of the failure; null for none
 * @param seconds since the Task was submitted; null where none was
 */
export function measureEnd(
  request: MeasuredRequest,
  outcome: Stage,
  failure: string | null,
  seconds: number | null,
): void {
  // A worker that knows the edition also knows the account.
  const known = { ...request, isPlanned: request.isPlanned || failure === 'UnsupportedByEdition' };
  const labels = { ...labelsOf(known), outcome };
  if (!request.isPlanned) countStart(known);
  metricMeter
    .createCounter('idmp_requests_ended', undefined, 'Requests that ended, by outcome and type of failure')
    .add(1, { ...labels, failure: failure ?? 'none' });
  if (seconds === null) return;
  metricMeter
    .createHistogram(
      REQUEST_DURATION,
      'float',
      undefined,
      'From the submission of a Task to the end of its request',
    )
    .record(Math.max(0, seconds), labels);
}

/**
 * Records the age of a request at a poll.
 *
 * @param seconds since the Task was submitted
 */
export function measurePoll(request: MeasuredRequest, found: 'open' | 'ended', seconds: number): void {
  metricMeter
    .createHistogram(
      POLL_AGE,
      'float',
      undefined,
      'Age of a request at each of its polls, since its Task was submitted',
    )
    .record(Math.max(0, seconds), { ...labelsOf(request), found });
}

/**
 * Records the duration of a sweep and counts its Tasks.
 *
 * @param swept null when the sweep failed
 */
export function measureSweep(account: string, seconds: number, swept: SweepResult | null): void {
  const labels = { account };
  const outcome = swept === null ? 'failed' : 'completed';
  metricMeter
    .createHistogram(SWEEP_DURATION, 'float', undefined, 'Duration of a sweep')
    .record(Math.max(0, seconds), { ...labels, outcome });
  if (swept === null) return;
  const { seen, signalled } = swept;
  metricMeter
    .createCounter('idmp_sweep_tasks_seen', undefined, 'Finished Tasks that sweeps saw')
    .add(seen, labels);
  metricMeter
    .createCounter('idmp_sweep_requests_signalled', undefined, 'Requests that sweeps told of their Task')
    .add(signalled, labels);
}

function labelsOf({ kind, account, isPlanned }: MeasuredRequest): { kind: Kind; account: string } {
  return { kind, account: isPlanned ? account : UNKNOWN_ACCOUNT_LABEL };
}
