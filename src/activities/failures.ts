import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { createFailure } from '../contract/create-failure.js';
import type { FailureDetails } from '../contract/index.js';
import { FhirError, type FhirErrorReason } from '../fhir/index.js';

/**
 * Limits the attempts of a call whose answer is unreadable. They take about twenty minutes, so that a gateway's
 * maintenance page does not end a request that waited for days.
 */
const MAX_UNREADABLE_ATTEMPTS = 12;

/** Types of retried failures, which operators see at the pending activity in Temporal's web UI. */
const RETRIED_TYPES: Record<Exclude<FhirErrorReason, 'unreadable'>, string> = {
  network: 'ServiceUnreachable',
  server: 'ServiceError',
  throttled: 'TooManyRequests',
  denied: 'AccessDenied',
  missing: 'NotFound',
  invalid: 'RequestRefused',
  conflict: 'Conflict',
  unsupported: 'NotSupported',
};

/**
 * Converts the error of a call to the failure of its activity. Temporal retries the failure, after the service's `Retry-After`,
 * because a temporary error must not end a request. Only an answer that stays unreadable ends it (`ProtocolError`).
 * Returns other errors (cancellation, bugs) unchanged.
 */
export function failureOfCall(error: unknown, taskId: string | null = null): unknown {
  if (!(error instanceof FhirError)) return error;
  const { reason, message, issues, retryAfterSeconds } = error;
  if (reason === 'unreadable' && Context.current().info.attempt >= MAX_UNREADABLE_ATTEMPTS) {
    return createFailure('ProtocolError', message, issues, taskId);
  }
  return ApplicationFailure.create({
    type: reason === 'unreadable' ? 'UnreadableAnswer' : RETRIED_TYPES[reason],
    message,
    details: [{ issues, taskId } satisfies FailureDetails],
    ...retryDelay(retryAfterSeconds),
  });
}

/** Limits the seconds of a retry delay, because Temporal cannot store longer ones. */
const MAX_DELAY_SECONDS = 365 * 86_400;

/** Milliseconds before the deadline at which the last attempt starts. */
const LAST_ATTEMPT_MS = 15_000;

/**
 * Computes the delay of the next attempt. After a `Retry-After` of 0 the usual back-off applies, because a service with a late
 * clock would otherwise be called without a pause. After a delay beyond the deadline Temporal would fail the activity now;
 * therefore a last attempt starts just before the deadline.
 */
function retryDelay(retryAfterSeconds: number | null): { nextRetryDelay?: number } {
  if (retryAfterSeconds === null || retryAfterSeconds === 0) return {};
  const asked = Math.min(retryAfterSeconds, MAX_DELAY_SECONDS) * 1000;
  const { scheduledTimestampMs, scheduleToCloseTimeoutMs } = Context.current().info;
  const left = scheduledTimestampMs + scheduleToCloseTimeoutMs - LAST_ATTEMPT_MS - Date.now();
  return { nextRetryDelay: left > 0 ? Math.min(asked, left) : asked };
}
