import { Context } from '@temporalio/activity';
import type { CancelledTask, CancelTaskInput, Issue } from '../contract/index.js';
import { FhirError, readTask, type FhirCaller } from '../fhir/index.js';
import { strategies, type CancellationAttempt } from './cancellation-strategies.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall } from './failures.js';
import { createWarning } from './oddities.js';

/**
 * Cancels a Task by the request's strategy. Retries are safe, because each strategy detects the effect of an earlier attempt.
 */
export async function cancelTask(
  { clients, config }: ActivityDependencies,
  input: CancelTaskInput,
): Promise<CancelledTask> {
  const { info, cancellationSignal: signal } = Context.current();
  const client = clients.of(input.account);
  const again = input.again || info.attempt > 1;
  try {
    const call = strategies[input.strategy];
    const attempt = await call({ client, input, again, trackingSystem: config.trackingSystem, signal });
    return attempt.outcome === 'unsupported'
      ? await readOpenTask(client, input.taskId, attempt, signal)
      : describeOutcome(attempt);
  } catch (error) {
    throw failureOfCall(error, input.taskId);
  }
}

/**
 * Reads a Task whose service does not support the strategy. The request ends and leaves the Task there, unless the Task is
 * completed: then the cancellation is refused and the result is delivered.
 */
async function readOpenTask(
  client: FhirCaller,
  taskId: string,
  attempt: CancellationAttempt,
  signal: AbortSignal,
): Promise<CancelledTask> {
  try {
    const { status } = await readTask(client, taskId, signal);
    if (status === 'completed') return describeOutcome({ ...attempt, outcome: 'refused' });
    const text = `Task/${taskId} still exists at the service (${status}), which does not support this way to cancel it`;
    const warning = createWarning('not-supported', text);
    return describeOutcome({ ...attempt, issues: [warning, ...attempt.issues] });
  } catch (error) {
    if (error instanceof FhirError && error.reason === 'missing') {
      return describeOutcome({ ...attempt, outcome: 'accepted' });
    }
    throw error;
  }
}

/** Lists the service's issues as warnings, because a refused cancellation is not an error of the request. */
function describeOutcome({ outcome, issues, abortTaskId }: CancellationAttempt): CancelledTask {
  const warnings = issues.map((issue): Issue => ({ ...issue, severity: 'warning' }));
  return { outcome, abortTaskId: abortTaskId ?? null, warnings };
}
