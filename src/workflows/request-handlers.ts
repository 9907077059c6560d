import { condition, setHandler } from '@temporalio/workflow';
import { checkNow, pollNow, status, taskChanged } from './messages.js';
import type { RequestState } from './request-state.js';

/** Registers what a request answers to from outside. */
export function answerMessages(state: RequestState): void {
  setHandler(status, () => state.status, {
    description: 'Where the request stands: stage, Task, polls, issues',
  });
  setHandler(
    pollNow,
    () => {
      state.pollRequested = true;
    },
    { description: 'Ask the service for the status at once; the schedule goes on from there' },
  );
  setHandler(
    taskChanged,
    ({ taskId }) => {
      if (taskId === state.status.taskId) state.pollRequested = true;
    },
    { description: 'Somebody saw the Task change ({"taskId", "status"}): ask the service at once' },
  );
  setHandler(
    checkNow,
    async () => {
      const { polls, stage } = state.status;
      if (stage !== 'waiting') return state.status;
      state.pollRequested = true;
      await condition(() => state.status.polls > polls || state.status.stage !== 'waiting');
      return state.status;
    },
    { description: 'Ask the service at once and answer the fresh status' },
  );
}
