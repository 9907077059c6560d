import { Context } from '@temporalio/activity';
import type { Task, TaskOutput as FhirTaskOutput } from 'fhir/r5';
import type { PolledTask, PollTaskInput, TaskOutput } from '../contract/index.js';
import { FhirError, readTask, reasonsOf } from '../fhir/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall, finalFailure } from './failures.js';

/** Reads the Task's status; of a completed Task also where its outputs lead (guide, phpIdRequest step 4). */
export async function pollTask({ clients }: ActivityDependencies, input: PollTaskInput): Promise<PolledTask> {
  const { account, taskId } = input;
  try {
    const task = await readTask(clients.of(account), taskId, Context.current().cancellationSignal);
    return {
      taskStatus: task.status,
      issues: task.status === 'completed' ? [] : reasonsOf(task),
      outputs: task.status === 'completed' ? outputsOf(task) : [],
    };
  } catch (error) {
    if (error instanceof FhirError && error.reason === 'missing') {
      const text = `Task/${taskId} is no longer at the service (${error.status})`;
      throw finalFailure(
        'TaskGone',
        text,
        [{ severity: 'error', code: 'not-found', text, expression: [] }],
        taskId,
      );
    }
    throw failureOfCall(error, taskId);
  }
}

function outputsOf(task: Task): TaskOutput[] {
  return (task.output ?? []).map(outputOf);
}

function outputOf(output: FhirTaskOutput): TaskOutput {
  const { reference, identifier } = output.valueReference ?? {};
  const direct = output.valueIdentifier;
  const { system, value } = identifier ?? direct ?? {};
  return {
    type: output.type?.coding?.[0]?.code ?? output.type?.text ?? 'unknown',
    reference: reference ?? null,
    identifier: system === undefined || value === undefined ? null : { system, value },
  };
}
