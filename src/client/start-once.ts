import {
  WorkflowExecutionAlreadyStartedError,
  type Client,
  type WorkflowHandle,
  type WorkflowStartOptions,
} from '@temporalio/client';

/** Starts a workflow, or finds the one with that id, if the options forbid a second start. */
export async function startOnce(
  client: Client,
  type: string,
  options: WorkflowStartOptions,
): Promise<{ handle: WorkflowHandle; started: boolean }> {
  try {
    return { handle: await client.workflow.start(type, options), started: true };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    return { handle: client.workflow.getHandle(options.workflowId), started: false };
  }
}
