import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTE_KEYS } from '../../contract/search-attribute-keys.js';
import { ANSWER_TIMEOUT_MS, type SearchAttributeName } from '../../contract/index.js';
import { connectClient, readTemporalAddress } from '../../temporal/connection.js';
import { printNote } from '../terminal/exit.js';

/** Facts that Temporal has of a request without a worker; null if unknown. */
export interface Remembered {
  account: string | null;
  taskId: string | null;
  /** With the workflow id it makes the tracking identifier of its Task. */
  firstRunId: string | null;
}

const NOTHING: Remembered = { account: null, taskId: null, firstRunId: null };

/**
 * Looks a request up in Temporal, for callers that can continue without it. Prints on stderr if Temporal does not answer, or does
 * not have the request (any more).
 */
export async function remembered(env: NodeJS.ProcessEnv, workflowId: string): Promise<Remembered> {
  try {
    const client = await connectClient(readTemporalAddress(env));
    try {
      return await lookUp(client, workflowId);
    } finally {
      await client.connection.close();
    }
  } catch (error) {
    printNote(error instanceof Error ? error.message : String(error));
    printNote('continuing without Temporal; reading the service only');
    return NOTHING;
  }
}

async function lookUp(client: Client, workflowId: string): Promise<Remembered> {
  try {
    const { raw, typedSearchAttributes } = await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
      client.workflow.getHandle(workflowId).describe(),
    );
    const attribute = (name: SearchAttributeName): string | null =>
      typedSearchAttributes.get(SEARCH_ATTRIBUTE_KEYS[name]) ?? null;
    const firstRunId = raw.workflowExecutionInfo?.firstRunId ?? '';
    return {
      account: attribute('IdmpAccount'),
      taskId: attribute('IdmpTaskId'),
      firstRunId: firstRunId === '' ? null : firstRunId,
    };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    printNote(
      `${workflowId} is not in namespace ${client.options.namespace} (any more); reading the service only`,
    );
    return NOTHING;
  }
}
