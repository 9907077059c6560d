import { Context } from '@temporalio/activity';
import { WorkflowNotFoundError, type WorkflowExecutionDescription } from '@temporalio/client';
import { SEARCH_ATTRIBUTE_KEYS } from '../contract/search-attribute-keys.js';

/** One execution of a backfill. A backfill's id can be used again. */
export interface BackfillLife {
  backfillId: string;
  /** ISO 8601. */
  startedAt: string;
}

/**
 * State of a request's workflow id in Temporal.
 * - `none`: unknown
 * - `own`: this backfill started it, whatever its outcome
 * - `others`: another caller started it, and it runs or is completed
 * - `over`: it failed, was rejected, cancelled or terminated, and can be started again
 */
export type RequestLife = 'none' | 'own' | 'others' | 'over';

const BACKFILL = SEARCH_ATTRIBUTE_KEYS.IdmpBackfill;

/** Limits the difference between the clocks of the server's hosts, in milliseconds. */
const MAX_CLOCK_DIFFERENCE_MS = 1_000;

/** Asks Temporal for the state of a workflow id. The answer is exact; lists and counts lag. */
export async function findLife(workflowId: string, backfill: BackfillLife): Promise<RequestLife> {
  let description: WorkflowExecutionDescription;
  try {
    description = await Context.current().client.workflow.getHandle(workflowId).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'none';
    throw error;
  }
  const { startTime, status, typedSearchAttributes } = description;
  const isOfBackfill = typedSearchAttributes.get(BACKFILL) === backfill.backfillId;
  const isOfThisLife = startTime.getTime() >= Date.parse(backfill.startedAt) - MAX_CLOCK_DIFFERENCE_MS;
  if (isOfBackfill && isOfThisLife) return 'own';
  return status.name === 'RUNNING' || status.name === 'COMPLETED' ? 'others' : 'over';
}
