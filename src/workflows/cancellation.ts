import { condition } from '@temporalio/workflow';
import type { CancelledTask, CancelTaskInput, Issue } from '../contract/index.js';
import { fhirActivities } from './request-activities.js';
import type { RequestState, WaitingState } from './request-state.js';
import { makeTracking } from './tracking.js';

/**
 * Cancels the Task of a cancelled request at the service. After a refusal the request waits on, and callers can cancel it again.
 * Returns when the request is to end as cancelled.
 *
 * @param again whether an earlier run may already have sent the cancellation
 */
export async function carryOutCancellation(
  state: RequestState,
  waiting: WaitingState,
  again: boolean,
): Promise<void> {
  for (;;) {
    await condition(() => state.isBeingCancelled);
    state.enter('cancelling');
    const { outcome, warnings } = await cancelAtService(state, waiting, again);
    state.addIssues(warnings);
    state.settleCancellation(outcome);
    if (outcome !== 'refused') return;
    waiting.abortTaskId = null;
    again = false;
    state.enter('waiting');
    // A service mostly refuses because the Task is completed.
    state.requestPoll();
  }
}

/** Cancels the Task by the request's strategy (docs/reliability.md), and waits for the decision when the strategy has one. */
async function cancelAtService(
  state: RequestState,
  waiting: WaitingState,
  again: boolean,
): Promise<CancelledTask> {
  const { plan, submitted } = waiting;
  const strategy = plan.cancellation;
  if (strategy === 'none') {
    const text = `Task/${submitted.taskId} still exists at the service, because the strategy "none" leaves it there`;
    const warning: Issue = { severity: 'warning', code: 'not-supported', text, expression: [] };
    return { outcome: 'unsupported', abortTaskId: null, warnings: [warning] };
  }
  if (waiting.abortTaskId === null) {
    const cancelled = await requestTaskCancellation(state, waiting, strategy, again);
    if (cancelled.outcome !== 'pending') return cancelled;
    state.addWarnings(cancelled.warnings);
    waiting.abortTaskId = cancelled.abortTaskId!;
    // A program decides in seconds, a reviewer in days. Therefore the schedule starts again.
    waiting.waits = 0;
    state.requestPoll();
  }
  return await awaitDecision(state, waiting, waiting.abortTaskId);
}

async function requestTaskCancellation(
  state: RequestState,
  { plan, submitted, deadline }: WaitingState,
  strategy: CancelTaskInput['strategy'],
  again: boolean,
): Promise<CancelledTask> {
  const { cancelTask } = fhirActivities(plan.fhirTaskQueue, deadline);
  const { reason, requestedAt } = state.status.cancellation!;
  const { taskId } = submitted;
  return await cancelTask.executeWithOptions({ summary: `cancel Task/${taskId} (${strategy})` }, [
    { account: state.account, taskId, strategy, reason, requestedAt, tracking: makeTracking(), again },
  ]);
}

/** Waits for the decision on the cancellation, polling its Task after each poll of the request's Task. */
async function awaitDecision(
  state: RequestState,
  { plan, deadline }: WaitingState,
  abortTaskId: string,
): Promise<CancelledTask> {
  const { pollCancellation } = fhirActivities(plan.fhirTaskQueue, deadline);
  for (;;) {
    const { polls } = state.status;
    await condition(() => state.status.polls > polls);
    const polled = await pollCancellation.executeWithOptions(
      { summary: `decision on the cancellation, Task/${abortTaskId}` },
      [{ account: state.account, abortTaskId }],
    );
    if (polled.outcome !== 'pending') return polled;
    state.addWarnings(polled.warnings);
  }
}
