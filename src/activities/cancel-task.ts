import { Context } from '@temporalio/activity';
import type { CancelledTask, CancelTaskInput, Issue } from '../contract/index.js';
import { FhirError, readTask, type FhirCaller } from '../fhir/index.js';
import { strategies, type Called } from './cancellation-strategies.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall } from './failures.js';
import { oddity } from './oddities.js';

/**
 * Calls a Task off by the request's strategy. It may be tried again at any time: each strategy finds what an earlier try
 * has done.
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
    const called = await call({ client, input, again, trackingSystem: config.trackingSystem, signal });
    return called.outcome === 'unsupported'
      ? await standing(client, input.taskId, called, signal)
      : cancelled(called);
  } catch (error) {
    throw failureOfCall(error, input.taskId);
  }
}

/**
 * The service has no such way to cancel, so the request would end and leave its Task there. A completed one is not
 * left: its result is there, and wins.
 */
async function standing(
  client: FhirCaller,
  taskId: string,
  called: Called,
  signal: AbortSignal,
): Promise<CancelledTask> {
  try {
    const { status } = await readTask(client, taskId, signal);
    if (status === 'completed') return cancelled({ ...called, outcome: 'refused' });
    const text = `Task/${taskId} still stands at the service (${status}), which has no such way to cancel it`;
    const warning = oddity('not-supported', text);
    return cancelled({ ...called, issues: [warning, ...called.issues] });
  } catch (error) {
    if (error instanceof FhirError && error.reason === 'missing') {
      return cancelled({ ...called, outcome: 'accepted' });
    }
    throw error;
  }
}

/** Why a cancellation was refused is no error of the request, which goes on. */
function cancelled({ outcome, issues, abortTaskId }: Called): CancelledTask {
  const warnings = issues.map((issue): Issue => ({ ...issue, severity: 'warning' }));
  return { outcome, abortTaskId: abortTaskId ?? null, warnings };
}
