import { workflowInfo, type CancellationScope, type WorkflowInfo } from '@temporalio/workflow';
import type { RequestState } from './request-state.js';

/**
 * Limits the events of a run. Temporal suggests to continue at its own limit (4,096 events by default); this one is a
 * little lower because a last poll and the end of the run add more events.
 */
const MAX_HISTORY_EVENTS = 4_000;

/** Tells whether a run is so long that it should continue as a new run. */
export function isLong({ continueAsNewSuggested, historyLength }: WorkflowInfo): boolean {
  return continueAsNewSuggested || historyLength >= MAX_HISTORY_EVENTS;
}

/**
 * Returns a function that tells whether a waiting request should continue as a new run. There are three reasons:
 * - The history is long.
 * - The worker deployment has a new version. A pinned run would keep the old version's workers for months. Each run makes
 *   at least one poll, so that a version that never becomes current does not cause an endless loop of runs.
 * - Temporal's own cancellation was refused. A run accepts only one, and a new run can be cancelled again.
 *
 * @param root the workflow's own scope
 */
export function watchForNewRun(state: RequestState, root: CancellationScope): () => boolean {
  const pollsBefore = state.status.polls;
  const hasNewVersion = ({ targetWorkerDeploymentVersionChanged }: WorkflowInfo): boolean =>
    targetWorkerDeploymentVersionChanged && state.status.polls > pollsBefore;
  const isCancellationUsedUp = (): boolean => root.consideredCancelled && !state.isBeingCancelled;
  return () => {
    const info = workflowInfo();
    return isLong(info) || hasNewVersion(info) || isCancellationUsedUp();
  };
}
