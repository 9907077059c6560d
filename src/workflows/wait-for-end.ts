import { allHandlersFinished, condition } from '@temporalio/workflow';
import { carryOutCancellation } from './cancellation.js';
import { failureOfRequest } from './request-ending.js';
import type { RequestState, WaitingState } from './request-state.js';
import { raceCancellation } from './scopes.js';
import { CANCELLED, CONTINUE, type WaitEnd } from './wait-end.js';
import { waitForCompletion } from './wait-for-completion.js';

/**
 * Waits for the Task and, once the request is cancelled, for the service's decision on the cancellation. The first of
 * the two that ends decides (the drawing in run-request.ts shows both).
 *
 * @param needsNewRun tells whether this run has to end
 * @throws ApplicationFailure `TaskRejected`, `TaskFailed`, `TaskGone` or `DeadlineExceeded`
 */
export async function waitForEnd(
  state: RequestState,
  waiting: WaitingState,
  needsNewRun: () => boolean,
): Promise<WaitEnd> {
  for (;;) {
    const end = await waitForFirstEnd(state, waiting, needsNewRun);
    if (end.how !== 'continue') return end;
    // The cancellation may have been accepted in the same moment. A cancelled request does not continue.
    if (state.isCancelled) return CANCELLED;
    if (!(await isPollRequestedBeforeNewRun(state))) return CONTINUE;
  }
}

function waitForFirstEnd(
  state: RequestState,
  waiting: WaitingState,
  needsNewRun: () => boolean,
): Promise<WaitEnd> {
  // An earlier run may already have sent a cancellation that was pending when this run started.
  const mayHaveAsked = state.isBeingCancelled;
  return raceCancellation<WaitEnd>(
    state,
    () => waitForCompletion(state, waiting, needsNewRun).catch((error) => endedByCancellation(error, state)),
    async () => {
      await carryOutCancellation(state, waiting, mayHaveAsked);
      return CANCELLED;
    },
  );
}

/** Accepts a failed wait as the effect of our own cancellation; throws any other error again. */
function endedByCancellation(error: unknown, state: RequestState): WaitEnd {
  if (!isEffectOfCancellation(error, state)) throw error;
  state.settleCancellation('accepted');
  return CANCELLED;
}

/** The answer to our cancellation may be lost, on its way, or arrive together with the poll that found its effect. */
function isEffectOfCancellation(error: unknown, state: RequestState): boolean {
  if (!state.isBeingCancelled && !state.isCancelled) return false;
  const isGone = failureOfRequest(error, null)?.type === 'TaskGone';
  return isGone || state.status.taskStatus === 'cancelled';
}

/** A run ends after all its handlers have. This run serves a poll requested until then, because the next run would not see it. */
async function isPollRequestedBeforeNewRun(state: RequestState): Promise<boolean> {
  await condition(() => state.isPollRequested || allHandlersFinished());
  return state.isPollRequested;
}
