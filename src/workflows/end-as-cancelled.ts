import { CancelledFailure } from '@temporalio/common';
import { condition, type CancellationScope } from '@temporalio/workflow';
import { requestOwnCancellation } from './request-activities.js';

/**
 * Ends the run with the status Canceled. Temporal gives this status only to a run that was cancelled from outside. Therefore a
 * run that the signal cancelled first requests its own cancellation.
 *
 * @param root the workflow's own scope
 */
export async function endRunAsCancelled(root: CancellationScope, message: string): Promise<never> {
  if (!root.consideredCancelled) {
    await requestOwnCancellation();
    await condition(() => root.consideredCancelled);
  }
  throw new CancelledFailure(message);
}
