import type { WorkflowInfo } from '@temporalio/workflow';

/**
 * Temporal suggests to continue when the length is reached (4,096 events, where nobody has configured another one); a poll
 * and the end of the run come on top, so a run ends a little before.
 */
const LONG_HISTORY = 4_000;

/** Whether a run is to go on as a new one. */
export function isLong({ continueAsNewSuggested, historyLength }: WorkflowInfo): boolean {
  return continueAsNewSuggested || historyLength >= LONG_HISTORY;
}
