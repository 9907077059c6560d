import {
  ActivityFailure,
  ApplicationFailure,
  RetryState,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common';
import {
  createFailure,
  isFailureType,
  type FailureDetails,
  type Issue,
  type Stage,
} from '../contract/index.js';

/**
 * The failure that callers in any language see: the activity's own, not wrapped in an `ActivityFailure`. An activity
 * that was tried until the deadline becomes `DeadlineExceeded`, with what was wrong at the last try. Null for what is
 * no outcome of a request: a cancellation, or a bug of ours, which must show as itself.
 */
export function failureOfRequest(error: unknown, taskId: string | null): ApplicationFailure | null {
  if (error instanceof ApplicationFailure) return error;
  if (!(error instanceof ActivityFailure)) return null;
  const cause = applicationFailureIn(error);
  if (isPastDeadline(error)) {
    const last = cause === null ? 'it was never answered' : `the last try: ${cause.message}`;
    const message = `the deadline passed while ${error.activityType} was tried; ${last}`;
    return createFailure('DeadlineExceeded', message, issuesOf(cause), taskId);
  }
  if (cause === null || !isFailureType(cause.type)) return null;
  return createFailure(cause.type, cause.message, issuesOf(cause), taskId);
}

/** The deadline may pass between two attempts, or during one: then Temporal has no word for why it does not try again. */
function isPastDeadline({ retryState, cause }: ActivityFailure): boolean {
  if (retryState === RetryState.TIMEOUT) return true;
  return cause instanceof TimeoutFailure && cause.timeoutType === TimeoutType.SCHEDULE_TO_CLOSE;
}

/** The stage that the request ends in. */
export function stageOf(ending: ApplicationFailure): Stage {
  return ending.type === 'TaskRejected' ? 'rejected' : 'failed';
}

export function issuesOf(ending: ApplicationFailure | null): Issue[] {
  const [details] = (ending?.details ?? []) as [FailureDetails?];
  return details?.issues ?? [];
}

/** A timed-out activity has the failure of its last attempt one level deeper. */
function applicationFailureIn(error: Error | undefined): ApplicationFailure | null {
  if (error === undefined) return null;
  if (error instanceof ApplicationFailure) return error;
  return applicationFailureIn(error.cause as Error | undefined);
}
