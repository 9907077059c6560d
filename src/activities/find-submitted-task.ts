import { Context } from '@temporalio/activity';
import type { FindTaskInput, SubmittedTask } from '../contract/index.js';
import { findTask } from '../fhir/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall } from './failures.js';
import { submitted } from './submit-task.js';

/** Whether an earlier submission left a Task at the service: found by its tracking identifier. */
export async function findSubmittedTask(
  { clients, config }: ActivityDependencies,
  { account, tracking }: FindTaskInput,
): Promise<SubmittedTask | null> {
  const identifier = { system: config.trackingSystem, value: tracking };
  try {
    const found = await findTask(clients.of(account), identifier, Context.current().cancellationSignal);
    return found && submitted(found);
  } catch (error) {
    throw failureOfCall(error);
  }
}
