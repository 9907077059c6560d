import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { createFailure, type FailureDetails } from '../contract/index.js';
import { FhirError, type FhirErrorReason } from '../fhir/index.js';

/**
 * An answer that makes no sense is asked for again this often, over some twenty minutes: a gateway's maintenance
 * page must not end requests that waited for days.
 */
const UNREADABLE_ATTEMPTS = 12;

/** Types of failures that are tried again; operators meet them at the pending activity in Temporal's web UI. */
const RETRIED: Record<Exclude<FhirErrorReason, 'unreadable'>, string> = {
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
 * What a failed call means for its activity: it is tried again, after the time that the service asked for, since
 * whatever heals by itself or by an operator's hand must not end a request. Only an answer that stays senseless
 * becomes final (`ProtocolError`). Other errors (cancellation, our own bugs) pass as they are.
 */
export function failureOfCall(error: unknown, taskId: string | null = null): unknown {
  if (!(error instanceof FhirError)) return error;
  const { reason, message, issues, retryAfterSeconds } = error;
  if (reason === 'unreadable' && Context.current().info.attempt >= UNREADABLE_ATTEMPTS) {
    return createFailure('ProtocolError', message, issues, taskId);
  }
  return ApplicationFailure.create({
    type: reason === 'unreadable' ? 'UnreadableAnswer' : RETRIED[reason],
    message,
    details: [{ issues, taskId } satisfies FailureDetails],
    ...retryDelay(retryAfterSeconds),
  });
}

/** No service means longer waits, and Temporal cannot carry all of them. */
const LONGEST_WAIT_SECONDS = 365 * 86_400;

/** Time for a last try before the deadline. */
const LAST_TRY_MS = 15_000;

/**
 * A delay of 0 would try again at once, for ever, where the service's clock is late: then the usual back-off holds. A
 * delay beyond the deadline would have Temporal give up now: then there is a last try just before it.
 */
function retryDelay(retryAfterSeconds: number | null): { nextRetryDelay?: number } {
  if (retryAfterSeconds === null || retryAfterSeconds === 0) return {};
  const asked = Math.min(retryAfterSeconds, LONGEST_WAIT_SECONDS) * 1000;
  const { scheduledTimestampMs, scheduleToCloseTimeoutMs } = Context.current().info;
  const left = scheduledTimestampMs + scheduleToCloseTimeoutMs - LAST_TRY_MS - Date.now();
  return { nextRetryDelay: left > 0 ? Math.min(asked, left) : asked };
}
