import { workflowInfo } from '@temporalio/workflow';

/**
 * Makes the tracking identifier that leads from a Task to its request: the workflow id and the id of its first run, which
 * distinguishes a restarted request from the one before.
 */
export function makeTracking(): string {
  const { workflowId, firstExecutionRunId } = workflowInfo();
  return `${workflowId}#${firstExecutionRunId}`;
}
