import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { createFailure } from '../contract/create-failure.js';
import { ENDED_WITHOUT_RESULT, type PolledTask } from '../contract/index.js';
import { fhirActivities } from './request-activities.js';
import type { RequestState, WaitingState } from './request-state.js';
import { waitMs } from './schedule.js';
import { CONTINUE, type WaitEnd } from './wait-end.js';
import { asDuration } from './words.js';

/** Limits the polls that read a completed Task without an output, which is odd. After these polls the request takes it as it is. */
const MAX_POLLS_WITHOUT_OUTPUT = 3;

/**
 * Polls the Task on the request's schedule until it is final (guide, phpIdRequest step 4). The workflow waits on any status that
 * is not final, known or not.
 *
 * @param needsNewRun tells whether this run has to end
 * @throws ApplicationFailure `TaskRejected`, `TaskFailed`, `TaskGone` or `DeadlineExceeded`
 */
export async function waitForCompletion(
  state: RequestState,
  waiting: WaitingState,
  needsNewRun: () => boolean,
): Promise<WaitEnd> {
  const { plan, deadline } = waiting;
  let pollsWithoutOutput = 0;
  for (;;) {
    // Make a requested poll before continuing as new, because the next run would not see the request.
    if (needsNewRun() && !state.isPollRequested) return CONTINUE;
    await pause(state, waiting);
    const polled = takeSweptTask(state) ?? (await poll(state, waiting));
    if (polled.taskStatus === 'completed') {
      const { outputs } = polled;
      pollsWithoutOutput += 1;
      if (outputs.length > 0 || pollsWithoutOutput >= MAX_POLLS_WITHOUT_OUTPUT)
        return { how: 'completed', outputs };
    } else {
      throwIfEnded(polled, state);
    }
    if (Date.now() >= deadline) {
      const message = `Task/${state.status.taskId} is still ${polled.taskStatus} after ${plan.polling.deadlineSeconds} s`;
      throw createFailure('DeadlineExceeded', message, [], state.status.taskId);
    }
  }
}

/**
 * Waits on a durable timer until the next poll, or until a poll is requested. A request spends most of its life in this function,
 * and each promise that a workflow waits for costs the worker memory (docs/performance.md, d). Therefore it waits for a timer
 * alone, and does not use `condition`.
 */
async function pause(state: RequestState, waiting: WaitingState): Promise<void> {
  const { plan, deadline } = waiting;
  const left = Math.max(deadline - Date.now(), 1);
  const wait = Math.min(waitMs(plan.polling, waiting.waits, Math.random()), left);
  state.announcePoll(Date.now() + wait);
  const summary = `poll ${state.status.polls + 1} in ${asDuration(wait)} (Task is ${state.status.taskStatus})`;
  const scope = new CancellationScope();
  state.onPollRequested = () => scope.cancel();
  if (state.isPollRequested) scope.cancel();
  try {
    await scope.run(() => sleep(wait, { summary }));
  } catch (error) {
    if (!isCancellation(error) || !state.isPollRequested) throw error;
  } finally {
    state.onPollRequested = null;
    scope.cancel();
  }
  if (!state.takePollRequest()) waiting.waits += 1;
}

/** Takes the final Task that a sweep has read, which makes a poll unnecessary. */
function takeSweptTask(state: RequestState): PolledTask | null {
  const polled = state.takeSweptTask();
  if (polled !== null) state.recordTask(polled);
  return polled;
}

async function poll(state: RequestState, { plan, submitted, deadline }: WaitingState): Promise<PolledTask> {
  const { pollTask } = fhirActivities(plan.fhirTaskQueue, deadline);
  const { taskId } = submitted;
  const polled = await pollTask.executeWithOptions(
    { summary: `poll ${state.status.polls + 1} of Task/${taskId}` },
    [{ account: state.account, taskId }],
  );
  state.recordPoll(polled, Date.now());
  return polled;
}

function throwIfEnded({ taskStatus, issues }: PolledTask, state: RequestState): void {
  if (!ENDED_WITHOUT_RESULT.includes(taskStatus)) return;
  const { taskId } = state.status;
  const reason =
    issues.length === 0 ? 'the service gave no reason' : issues.map(({ text }) => text).join('; ');
  if (taskStatus === 'rejected') {
    throw createFailure('TaskRejected', `Task/${taskId} was rejected: ${reason}`, issues, taskId);
  }
  throw createFailure('TaskFailed', `Task/${taskId} ended as ${taskStatus}: ${reason}`, issues, taskId);
}
