import { CancellationScope, condition, setHandler } from '@temporalio/workflow';
import { cancel, checkNow, pollNow, status, taskChanged } from './messages.js';
import type { RequestState } from './request-state.js';

/** Registers what a request answers to from outside. */
export function answerMessages(state: RequestState): void {
  setHandler(status, () => state.status, {
    description: 'Where the request stands: stage, Task, polls, issues',
  });
  setHandler(
    cancel,
    // Any caller may have written the payload, and one that is not as agreed must not stop the workflow.
    (request) => state.cancel(typeof request?.reason === 'string' ? request.reason : null),
    {
      description:
        'Cancel the request ({"reason": "…"}, may be left out): its Task is called off at the service. A result that is there first is delivered',
    },
  );
  setHandler(
    pollNow,
    () => {
      state.requestPoll();
    },
    { description: 'Ask the service for the status at once; the schedule goes on from there' },
  );
  setHandler(taskChanged, (change) => state.handleTaskChange(change), {
    description: 'Somebody saw the Task change ({"taskId", "status"}): ask the service at once',
  });
  setHandler(
    checkNow,
    () =>
      // A cancellation of the workflow must not end the answer to somebody else.
      CancellationScope.nonCancellable(async () => {
        if (!state.isPolling) return state.status;
        const { polls } = state.status;
        state.requestPoll();
        await condition(() => state.status.polls > polls || !state.isPolling);
        return state.status;
      }),
    { description: 'Ask the service at once and answer the fresh status' },
  );
}
