import { Context } from '@temporalio/activity';
import { createFailure } from '../contract/create-failure.js';
import type { PolledTask, PollTaskInput } from '../contract/index.js';
import { editionNamed } from '../editions/index.js';
import { FhirError, readTask, reasonsOf } from '../fhir/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall } from './failures.js';
import { outputsOf } from './task-outputs.js';

/** Reads the Task's status, and the outputs of a completed Task (guide, phpIdRequest step 4). */
export async function pollTask({ clients }: ActivityDependencies, input: PollTaskInput): Promise<PolledTask> {
  const { account, taskId } = input;
  try {
    const client = clients.of(account);
    const task = await readTask(client, taskId, Context.current().cancellationSignal);
    const taskStatus = task.status;
    if (taskStatus !== 'completed') return { taskStatus, issues: reasonsOf(task), outputs: [], warnings: [] };
    return { taskStatus, issues: [], ...outputsOf(task, editionNamed(client.account.edition)) };
  } catch (error) {
    if (error instanceof FhirError && error.reason === 'missing') {
      const text = `Task/${taskId} is no longer at the service (${error.status})`;
      throw createFailure(
        'TaskGone',
        text,
        [{ severity: 'error', code: 'not-found', text, expression: [] }],
        taskId,
      );
    }
    throw failureOfCall(error, taskId);
  }
}
