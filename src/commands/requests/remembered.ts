import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { SearchAttributeName } from '../../contract/index.js';
import { connectClient, readTemporalAddress } from '../../temporal/connection.js';
import { say } from '../terminal/exit.js';

/** What Temporal knows of a request without asking a worker; null what it does not know. */
export interface Remembered {
  account: string | null;
  taskId: string | null;
  /** With the workflow id it makes the tracking identifier of its Task. */
  firstRunId: string | null;
}

const NOTHING: Remembered = { account: null, taskId: null, firstRunId: null };

/** Who does not answer within this time is done without. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * Looks a request up in Temporal, for those who can go on without it: what is not there (any more), and that Temporal cannot be
 * asked, is said on stderr.
 */
export async function remembered(env: NodeJS.ProcessEnv, workflowId: string): Promise<Remembered> {
  try {
    const client = await connectClient(readTemporalAddress(env));
    try {
      return await lookedUp(client, workflowId);
    } finally {
      await client.connection.close();
    }
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    say('going on without Temporal: the service alone is asked');
    return NOTHING;
  }
}

async function lookedUp(client: Client, workflowId: string): Promise<Remembered> {
  try {
    const { raw, typedSearchAttributes } = await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      client.workflow.getHandle(workflowId).describe(),
    );
    const attribute = (name: SearchAttributeName): string | null =>
      typedSearchAttributes.get(defineSearchAttributeKey(name, 'KEYWORD')) ?? null;
    const firstRunId = raw.workflowExecutionInfo?.firstRunId ?? '';
    return {
      account: attribute('IdmpAccount'),
      taskId: attribute('IdmpTaskId'),
      firstRunId: firstRunId === '' ? null : firstRunId,
    };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    say(
      `${workflowId} is not in namespace ${client.options.namespace}, or not any more: asking the service alone`,
    );
    return NOTHING;
  }
}
