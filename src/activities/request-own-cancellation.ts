import { Context } from '@temporalio/activity';

/**
 * Asks Temporal to cancel this activity's own workflow run. A workflow has no command for that, and only a run that was cancelled
 * from outside ends with the status Canceled.
 */
export async function requestOwnCancellation(): Promise<void> {
  const { client, info } = Context.current();
  const { workflowId, runId } = info.workflowExecution!;
  await client.workflow.getHandle(workflowId, runId).cancel();
}
