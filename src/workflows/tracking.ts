import { workflowInfo } from '@temporalio/workflow';

/**
 * The tracking identifier by which a Task leads back to its request: the workflow's id and that of its first run, so that
 * a second life of the same id is told apart.
 */
export function makeTracking(): string {
  const { workflowId, firstExecutionRunId } = workflowInfo();
  return `${workflowId}#${firstExecutionRunId}`;
}
