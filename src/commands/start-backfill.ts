import { WorkflowExecutionAlreadyStartedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import {
  BACKFILL_WORKFLOW,
  PROGRESS_QUERY,
  type BackfillInput,
  type BackfillProgress,
} from '../contract/index.js';

/** A backfill, and how it stood when it was looked for. */
export interface FoundBackfill {
  handle: WorkflowHandle;
  /** `open`: it takes more pages; `closed`: it has got all, and runs; `ended`: it has completed. */
  state: 'started' | 'open' | 'closed' | 'ended';
}

/** Starts a backfill, or finds the one of that id; one that failed or was cancelled begins anew. */
export async function startOrFind(
  client: Client,
  workflowId: string,
  input: BackfillInput,
  taskQueue: string,
): Promise<FoundBackfill> {
  const account = defineSearchAttributeKey('IdmpAccount', SearchAttributeType.KEYWORD);
  try {
    const handle = await client.workflow.start(BACKFILL_WORKFLOW, {
      taskQueue,
      workflowId,
      args: [input],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      workflowIdConflictPolicy: 'FAIL',
      staticSummary: `backfill of account ${input.account}`,
      typedSearchAttributes: new TypedSearchAttributes([{ key: account, value: input.account ?? '' }]),
    });
    return { handle, state: 'started' };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const handle = client.workflow.getHandle(workflowId);
    return { handle, state: await stateOf(handle) };
  }
}

async function stateOf(handle: WorkflowHandle): Promise<'open' | 'closed' | 'ended'> {
  const { status } = await handle.describe();
  if (status.name !== 'RUNNING') return 'ended';
  const { closed } = await handle.query<BackfillProgress>(PROGRESS_QUERY);
  return closed ? 'closed' : 'open';
}
