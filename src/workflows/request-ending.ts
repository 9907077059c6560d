import {
  ActivityFailure,
  ApplicationFailure,
  RetryState,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common';
import { createFailure } from '../contract/create-failure.js';
import { isFailureType, type FailureDetails, type Issue, type Stage } from '../contract/index.js';

/**
 * Returns the failure that callers in any language see: the activity's own, not wrapped in an `ActivityFailure`. An activity
 * that was retried until the deadline becomes `DeadlineExceeded`, with the error of the last attempt. Returns null for errors
 * that are not an outcome of the request (a cancellation, or a bug).
 */
export function failureOfRequest(error: unknown, taskId: string | null): ApplicationFailure | null {
  if (error instanceof ApplicationFailure) return error;
  if (!(error instanceof ActivityFailure)) return null;
  const cause = applicationFailureIn(error);
  if (isPastDeadline(error)) {
    const last = cause === null ? 'the service did not answer' : `the last attempt: ${cause.message}`;
    const message = `the deadline passed during ${error.activityType}; ${last}`;
    return createFailure('DeadlineExceeded', message, issuesOf(cause), taskId);
  }
  if (cause === null || !isFailureType(cause.type)) return null;
  return createFailure(cause.type, cause.message, issuesOf(cause), taskId);
}

/** The deadline may pass between two attempts, or during an attempt. In the second case Temporal gives no retry state. */
function isPastDeadline({ retryState, cause }: ActivityFailure): boolean {
  if (retryState === RetryState.TIMEOUT) return true;
  return cause instanceof TimeoutFailure && cause.timeoutType === TimeoutType.SCHEDULE_TO_CLOSE;
}

/** Returns the stage in which a failed request ends. */
export function stageOf(ending: ApplicationFailure): Stage {
  return ending.type === 'TaskRejected' ? 'rejected' : 'failed';
}

export function issuesOf(ending: ApplicationFailure | null): Issue[] {
  const [details] = (ending?.details ?? []) as [FailureDetails?];
  return details?.issues ?? [];
}

/** Finds the failure in the chain of causes. The chain of a timed-out activity is one level longer. */
function applicationFailureIn(error: Error | undefined): ApplicationFailure | null {
  if (error === undefined) return null;
  if (error instanceof ApplicationFailure) return error;
  return applicationFailureIn(error.cause as Error | undefined);
}
