import { Context } from '@temporalio/activity';
import type { FindTaskInput, SubmittedTask } from '../contract/index.js';
import { findTask } from '../fhir/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall } from './failures.js';
import { toSubmittedTask } from './submit-task.js';

/** Finds the Task of an earlier submission by its tracking identifier. */
export async function findSubmittedTask(
  { clients, config }: ActivityDependencies,
  { account, tracking }: FindTaskInput,
): Promise<SubmittedTask | null> {
  const identifier = { system: config.trackingSystem, value: tracking };
  try {
    const found = await findTask(clients.of(account), identifier, Context.current().cancellationSignal);
    return found && toSubmittedTask(found);
  } catch (error) {
    throw failureOfCall(error);
  }
}
