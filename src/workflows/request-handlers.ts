import { CancellationScope, condition, setHandler } from '@temporalio/workflow';
import { cancel, checkNow, pollNow, status, taskChanged } from './messages.js';
import type { RequestState } from './request-state.js';

/** Registers the handlers of a request's queries, updates and signals. */
export function answerMessages(state: RequestState): void {
  setHandler(status, () => state.status, {
    description: 'State of the request: stage, Task, polls, issues',
  });
  setHandler(
    cancel,
    // Any caller may have written the payload. An invalid payload must not fail the workflow.
    (request) => state.cancel(typeof request?.reason === 'string' ? request.reason : null),
    {
      description:
        'Cancel the request and its Task at the service ({"reason": "…"}, optional). A result that exists first is delivered',
    },
  );
  setHandler(
    pollNow,
    () => {
      state.requestPoll();
    },
    { description: 'Poll the Task now; the schedule continues afterwards' },
  );
  setHandler(taskChanged, (change) => state.handleTaskChange(change), {
    description: 'Report that the Task has changed ({"taskId", "status"}): poll it now',
  });
  setHandler(
    checkNow,
    () =>
      // A cancellation of the workflow must not end the answer to another caller.
      CancellationScope.nonCancellable(async () => {
        if (!state.isPolling) return state.status;
        const { polls } = state.status;
        state.requestPoll();
        await condition(() => state.status.polls > polls || !state.isPolling);
        return state.status;
      }),
    { description: 'Poll the Task now and return the new status' },
  );
}
