import { Context, log } from '@temporalio/activity';
import { errorsAmong, type SubmitTaskInput, type SubmittedTask } from '../contract/index.js';
import { createTask, FhirError, findTask, isTransient, type TaskAtService } from '../fhir/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall } from './failures.js';
import { createValidationFailure } from './validate-task.js';

/**
 * Submits the Task once. A later attempt first searches for the tracking identifier and adopts the Task of an earlier POST, whose
 * answer may be lost. Conditional create, where the service supports it, protects a second time.
 */
export async function submitTask(
  { clients, config }: ActivityDependencies,
  input: SubmitTaskInput,
): Promise<SubmittedTask> {
  const { info, cancellationSignal } = Context.current();
  const client = clients.of(input.account);
  const identifier = { system: config.trackingSystem, value: input.tracking };
  try {
    if (info.attempt > 1) {
      const found = await findTask(client, identifier, cancellationSignal);
      if (found !== null) {
        log.warn('an earlier attempt had submitted the Task already', { taskId: found.id });
        return toSubmittedTask(found);
      }
    }
    // The POST gets no abort signal, because a cancellation must know whether the service has the Task.
    cancellationSignal.throwIfAborted();
    const created = await createTask(client, input.task, identifier);
    log.info('Task submitted', { taskId: created.id });
    return toSubmittedTask(created);
  } catch (error) {
    if (error instanceof FhirError && error.reason === 'invalid') {
      const errors = errorsAmong(error.issues);
      if (errors.length > 0 && !isTransient(errors)) throw createValidationFailure(errors);
    }
    throw failureOfCall(error);
  }
}

/** Converts a Task to the form that workflows use. */
export function toSubmittedTask({ id, url, status }: TaskAtService): SubmittedTask {
  return { taskId: id, taskUrl: url, taskStatus: status };
}
