import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { ENDED_WITHOUT_RESULT, type PolledTask } from '../contract/index.js';
import { fhirActivities } from './request-activities.js';
import { failure } from './request-ending.js';
import type { RequestState, WaitingState } from './request-state.js';
import { waitMs } from './schedule.js';
import { asDuration } from './words.js';

/** A completed Task without an output is odd; it is looked at again so many times before that is said. */
const POLLS_FOR_AN_OUTPUT = 3;

/**
 * Polls the Task on the request's schedule until the service has ended it (guide, phpIdRequest step 4). Any status
 * that is not final, known or not, means: wait.
 *
 * Answers the completed Task, or null when `mustContinue` asks to go on in a new run. Throws `TaskRejected`,
 * `TaskFailed`, `TaskGone` or `DeadlineExceeded`.
 */
export async function waitForCompletion(
  state: RequestState,
  waiting: WaitingState,
  mustContinue: () => boolean,
): Promise<PolledTask | null> {
  const { plan, deadline } = waiting;
  let emptyHanded = 0;
  for (;;) {
    // A poll that somebody asked for is made before: the new run would not know of it.
    if (mustContinue() && !state.isPollRequested) return null;
    await pause(state, waiting);
    const polled = swept(state) ?? (await poll(state, waiting));
    if (polled.taskStatus === 'completed') {
      emptyHanded += 1;
      if (polled.outputs.length > 0 || emptyHanded >= POLLS_FOR_AN_OUTPUT) return polled;
    } else {
      throwIfEnded(polled, state);
    }
    if (Date.now() >= deadline) {
      const message = `Task/${state.status.taskId} is still ${polled.taskStatus} after ${plan.polling.deadlineSeconds} s`;
      throw failure('DeadlineExceeded', message, { issues: [], taskId: state.status.taskId });
    }
  }
}

/**
 * A durable timer, cut short when somebody asks for a poll. Most of a request's life is this line, and each promise that a
 * workflow waits for costs the worker memory for as long as it waits (docs/performance.md, d): so a timer alone, where
 * `condition` would do.
 */
async function pause(state: RequestState, waiting: WaitingState): Promise<void> {
  const { plan, deadline } = waiting;
  const left = Math.max(deadline - Date.now(), 1);
  const wait = Math.min(waitMs(plan.polling, waiting.waits, Math.random()), left);
  state.willPollAt(Date.now() + wait);
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

/** A sweep has read the ended Task: nothing is left to be asked. */
function swept(state: RequestState): PolledTask | null {
  const polled = state.takeSwept();
  if (polled !== null) state.saw(polled);
  return polled;
}

async function poll(state: RequestState, { plan, submitted, deadline }: WaitingState): Promise<PolledTask> {
  const { pollTask } = fhirActivities(plan.fhirTaskQueue, deadline);
  const { taskId } = submitted;
  const polled = await pollTask.executeWithOptions(
    { summary: `poll ${state.status.polls + 1} of Task/${taskId}` },
    [{ account: state.account, taskId }],
  );
  state.polled(polled, Date.now());
  return polled;
}

function throwIfEnded({ taskStatus, issues }: PolledTask, state: RequestState): void {
  if (!ENDED_WITHOUT_RESULT.includes(taskStatus)) return;
  const { taskId } = state.status;
  const reason = issues.length === 0 ? 'no reason was given' : issues.map(({ text }) => text).join('; ');
  if (taskStatus === 'rejected') {
    throw failure('TaskRejected', `Task/${taskId} was rejected: ${reason}`, { issues, taskId });
  }
  throw failure('TaskFailed', `Task/${taskId} ended as ${taskStatus}: ${reason}`, { issues, taskId });
}
