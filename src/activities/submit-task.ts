import { Context, log } from '@temporalio/activity';
import type { SubmitTaskInput, SubmittedTask } from '../contract/index.js';
import {
  createTask,
  errorsAmong,
  FhirError,
  findTask,
  isTransient,
  type TaskAtService,
} from '../fhir/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall } from './failures.js';
import { validationFailed } from './validate-task.js';

/**
 * Submits the Task, once: from the second attempt on, the answer to an earlier POST may have been lost, so the
 * Task is looked for by its tracking identifier first, and adopted where it stands. Where the service has conditional
 * create, it does the same once more.
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
        return submitted(found);
      }
    }
    // Whoever cancels must know what stands at the service: what has been sent is not cut off.
    cancellationSignal.throwIfAborted();
    const created = await createTask(client, input.task, identifier);
    log.info('Task submitted', { taskId: created.id });
    return submitted(created);
  } catch (error) {
    if (error instanceof FhirError && error.reason === 'invalid') {
      const errors = errorsAmong(error.issues);
      if (errors.length > 0 && !isTransient(errors)) throw validationFailed(errors);
    }
    throw failureOfCall(error);
  }
}

/** The Task as workflows know it. */
export function submitted({ id, url, status }: TaskAtService): SubmittedTask {
  return { taskId: id, taskUrl: url, taskStatus: status };
}
