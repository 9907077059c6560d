import { describe, expect, it } from '@jest/globals';
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  RetryState,
  TimeoutFailure,
  TimeoutType,
} from '@temporalio/common';
import { createFailure } from '../../src/contract/create-failure.js';
import type { Issue } from '../../src/contract/index.js';
import { failureOfRequest, issuesOf, stageOf } from '../../src/workflows/request-ending.js';

const issue: Issue = { severity: 'error', code: 'value', text: 'Odd.', expression: ['Task.status'] };
const details = { issues: [issue], taskId: 't-1' };

function ofActivity(retryState: RetryState, cause?: Error): ActivityFailure {
  return new ActivityFailure('Activity task failed', 'pollTask', '1', retryState, 'worker', cause);
}

/** A timed-out activity, caused by the failure of its last attempt. */
function timedOut(timeoutType: TimeoutType, lastAttempt?: Error): TimeoutFailure {
  const timeout = new TimeoutFailure('timed out', undefined, timeoutType);
  return Object.assign(timeout, { cause: lastAttempt });
}

const refused = ApplicationFailure.create({
  type: 'ServiceError',
  message: 'answered 503',
  details: [details],
});

describe('a failure of a request', () => {
  it('has the form of the contract, is final, and has no stack trace', () => {
    const ending = createFailure('TaskGone', 'Task/t-1 is gone', [issue], 't-1');
    expect(ending).toMatchObject({ type: 'TaskGone', nonRetryable: true, details: [details], stack: '' });
  });

  it('is the activity’s own, without its ActivityFailure', () => {
    const cause = ApplicationFailure.create({ type: 'ValidationFailed', message: 'bad', details: [details] });
    const ending = failureOfRequest(ofActivity(RetryState.NON_RETRYABLE_FAILURE, cause), 'other');
    expect(ending).toMatchObject({ type: 'ValidationFailed', message: 'bad' });
    expect(issuesOf(ending)).toEqual([issue]);
  });

  it('is the workflow’s own, unchanged', () => {
    const own = createFailure('TaskRejected', 'rejected', [issue], 't-1');
    expect(failureOfRequest(own, 't-1')).toBe(own);
  });

  it.each([
    ['between two attempts', ofActivity(RetryState.TIMEOUT, refused)],
    [
      'during an attempt',
      ofActivity(RetryState.IN_PROGRESS, timedOut(TimeoutType.SCHEDULE_TO_CLOSE, refused)),
    ],
  ])('is DeadlineExceeded with the last attempt’s failure, if the deadline passed %s', (_, error) => {
    const ending = failureOfRequest(error, 't-1');
    expect(ending).toMatchObject({ type: 'DeadlineExceeded', details: [details] });
    expect(ending?.message).toContain('pollTask');
    expect(ending?.message).toContain('answered 503');
  });

  it('is DeadlineExceeded without issues, if no attempt was answered', () => {
    const error = ofActivity(RetryState.TIMEOUT, timedOut(TimeoutType.SCHEDULE_TO_CLOSE));
    expect(failureOfRequest(error, null)).toMatchObject({
      type: 'DeadlineExceeded',
      details: [{ issues: [], taskId: null }],
    });
  });

  it.each([
    ['a bug', new TypeError('x is undefined')],
    ['a cancellation', new CancelledFailure('cancelled')],
    ['a cancelled activity', ofActivity(RetryState.IN_PROGRESS, new CancelledFailure('cancelled'))],
    [
      'a failure type that the contract does not have',
      ofActivity(RetryState.MAXIMUM_ATTEMPTS_REACHED, refused),
    ],
    [
      'an attempt that timed out',
      ofActivity(RetryState.MAXIMUM_ATTEMPTS_REACHED, timedOut(TimeoutType.START_TO_CLOSE)),
    ],
  ])('is not made of %s', (_, error) => {
    expect(failureOfRequest(error, 't-1')).toBeNull();
  });
});

describe('the stage that a request ends in', () => {
  it.each([
    ['TaskRejected', 'rejected'],
    ['TaskFailed', 'failed'],
    ['DeadlineExceeded', 'failed'],
  ] as const)('after %s is %s', (type, stage) => {
    expect(stageOf(createFailure(type, 'ended', [issue], 't-1'))).toBe(stage);
  });
});
