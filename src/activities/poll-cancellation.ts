import { Context } from '@temporalio/activity';
import {
  ENDED_WITHOUT_RESULT,
  type CancelledTask,
  type Issue,
  type PollCancellationInput,
} from '../contract/index.js';
import { FhirError, readTask, reasonsOf } from '../fhir/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall } from './failures.js';
import { createWarning } from './oddities.js';

/**
 * Reads the decision on a cancellation that a second Task requests. The filler updates that Task when the cancellation is complete
 * or refused (R5, ad-hoc workflow patterns).
 */
export async function pollCancellation(
  { clients }: ActivityDependencies,
  { account, abortTaskId }: PollCancellationInput,
): Promise<CancelledTask> {
  try {
    const task = await readTask(clients.of(account), abortTaskId, Context.current().cancellationSignal);
    if (task.status === 'completed') return { outcome: 'accepted', abortTaskId, warnings: [] };
    if (!ENDED_WITHOUT_RESULT.includes(task.status)) return { outcome: 'pending', abortTaskId, warnings: [] };
    const warnings = reasonsOf(task).map((issue): Issue => ({ ...issue, severity: 'warning' }));
    return { outcome: 'refused', abortTaskId, warnings };
  } catch (error) {
    if (error instanceof FhirError && error.reason === 'missing') {
      const text = `Task/${abortTaskId}, which requested the cancellation, no longer exists at the service (${error.status})`;
      return { outcome: 'refused', abortTaskId, warnings: [createWarning('not-found', text)] };
    }
    throw failureOfCall(error, abortTaskId);
  }
}
