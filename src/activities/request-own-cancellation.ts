import { Context } from '@temporalio/activity';

/**
 * Has Temporal cancel the workflow that this activity belongs to, in this very run: a workflow has no command for it, and
 * only one that was cancelled from outside ends with the status Canceled.
 */
export async function requestOwnCancellation(): Promise<void> {
  const { client, info } = Context.current();
  const { workflowId, runId } = info.workflowExecution!;
  await client.workflow.getHandle(workflowId, runId).cancel();
}
