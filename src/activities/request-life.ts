import { Context } from '@temporalio/activity';
import { WorkflowNotFoundError, type WorkflowExecutionDescription } from '@temporalio/client';
import { SEARCH_ATTRIBUTE_KEYS } from '../contract/index.js';

/** A backfill, in the life that it leads now: an id may be used again. */
export interface BackfillLife {
  backfillId: string;
  /** ISO 8601. */
  startedAt: string;
}

/**
 * What Temporal knows of a request's workflow id.
 * - `none`: nothing
 * - `own`: this backfill started it, however it ended
 * - `others`: somebody else did, and it runs or is completed
 * - `over`: it failed, was rejected, cancelled or terminated, and may be started again
 */
export type RequestLife = 'none' | 'own' | 'others' | 'over';

const BACKFILL = SEARCH_ATTRIBUTE_KEYS.IdmpBackfill;

/** The clocks of the server's hosts may differ by so much. */
const CLOCKS_DIFFER_MS = 1_000;

/** Asks Temporal about a workflow id; the answer is exact, unlike those of lists and counts. */
export async function lifeOf(workflowId: string, backfill: BackfillLife): Promise<RequestLife> {
  let description: WorkflowExecutionDescription;
  try {
    description = await Context.current().client.workflow.getHandle(workflowId).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'none';
    throw error;
  }
  const { startTime, status, typedSearchAttributes } = description;
  const isOfBackfill = typedSearchAttributes.get(BACKFILL) === backfill.backfillId;
  const isOfThisLife = startTime.getTime() >= Date.parse(backfill.startedAt) - CLOCKS_DIFFER_MS;
  if (isOfBackfill && isOfThisLife) return 'own';
  return status.name === 'RUNNING' || status.name === 'COMPLETED' ? 'others' : 'over';
}
