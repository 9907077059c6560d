import { isCancellation, sleep, workflowInfo } from '@temporalio/workflow';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import type { ActivityWarnings, RequestPlan, SubmittedTask } from '../contract/index.js';
import { buildTask, fhirActivities } from './request-activities.js';
import type { RequestState, WaitingState } from './request-state.js';
import { runUntilCancelled } from './scopes.js';
import { makeTracking } from './tracking.js';

/** Time after which a POST that was in progress has ended: more than the timeout of a call. */
const LAST_POST_PAUSE = '15 seconds';

/**
 * Makes the request a Task at the service (steps 1 to 3). A cancellation ends the first two steps at once. During the third step
 * the service may already have the Task: the worker searches for it, and cancels it later if it exists.
 *
 * Returns null when the request was cancelled and the service has no Task of it.
 */
export async function submit(state: RequestState): Promise<WaitingState | null> {
  const prepared = await runUnlessCancelled(state, () => prepare(state));
  if (prepared === null) return null;
  state.enter('submitting');
  const found =
    (await runUnlessCancelled(state, () => postTask(state, prepared))) ?? (await findTask(state, prepared));
  if (found === null) return null;

  const { warnings, ...submitted } = found;
  const { task: _task, ...plan } = prepared.plan;
  state.addIssues(warnings);
  const submittedAt = new Date().toISOString();
  state.recordSubmission(submitted, submittedAt);
  state.enter('waiting', { IdmpTaskId: submitted.taskId });
  const { deadline } = prepared;
  return { plan, submitted, submittedAt, deadline, status: state.status, waits: 0, abortTaskId: null };
}

interface Prepared {
  plan: RequestPlan;
  /** Milliseconds since 1970. */
  deadline: number;
}

async function prepare(state: RequestState): Promise<Prepared> {
  const { startTime } = workflowInfo();
  const plan = await buildTask.executeWithOptions({ summary: `build the Task of ${state.requestId}` }, [
    { kind: state.kind, request: state.input, tracking: makeTracking(), now: startTime.toISOString() },
  ]);
  state.recordPlan();
  state.addIssues(plan.issues);

  state.enter('validating');
  const deadline = startTime.getTime() + plan.polling.deadlineSeconds * 1000;
  const { validateTask } = fhirActivities(plan.fhirTaskQueue, deadline);
  const { account } = state;
  const task = plan.task;
  state.addIssues(
    await validateTask.executeWithOptions({ summary: `Task/$validate at ${account}` }, [{ account, task }]),
  );
  return { plan, deadline };
}

async function postTask(
  state: RequestState,
  { plan, deadline }: Prepared,
): Promise<SubmittedTask & ActivityWarnings> {
  const { submitTask } = fhirActivities(plan.fhirTaskQueue, deadline);
  const { account } = state;
  return await submitTask.executeWithOptions({ summary: `POST Task to ${account}` }, [
    { account, task: plan.task, tracking: makeTracking() },
  ]);
}

async function findTask(
  state: RequestState,
  { plan, deadline }: Prepared,
): Promise<(SubmittedTask & ActivityWarnings) | null> {
  state.enter('cancelling');
  const { findSubmittedTask } = fhirActivities(plan.fhirTaskQueue, deadline);
  const { account } = state;
  const look = (): Promise<(SubmittedTask & ActivityWarnings) | null> =>
    findSubmittedTask.executeWithOptions({ summary: `cancelled: does a Task exist at ${account}?` }, [
      { account, tracking: makeTracking() },
    ]);
  const found = await look();
  if (found !== null) return found;
  await sleep(LAST_POST_PAUSE, { summary: 'cancelled: the last POST may still be in progress' });
  return await look();
}

/** Returns null when a cancellation ended the work. A verdict that the service gave before still ends the request. */
async function runUnlessCancelled<T>(state: RequestState, work: () => Promise<T>): Promise<T | null> {
  try {
    return await runUntilCancelled(state, work);
  } catch (error) {
    if (state.isBeingCancelled && !isVerdict(error)) return null;
    throw error;
  }
}

function isVerdict(error: unknown): boolean {
  if (isCancellation(error) || !(error instanceof ActivityFailure)) return false;
  return error.cause instanceof ApplicationFailure && error.cause.nonRetryable === true;
}
