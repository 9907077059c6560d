import {
  WorkflowNotFoundError,
  type Client,
  type WorkflowExecutionDescription,
  type WorkflowHandle,
} from '@temporalio/client';
import { SEARCH_ATTRIBUTE_KEYS } from '../contract/search-attribute-keys.js';
import {
  ANSWER_TIMEOUT_MS,
  BACKFILL_WORKFLOW,
  PROGRESS_QUERY,
  type BackfillProgress,
} from '../contract/index.js';
import { backfillQuery } from './list-requests.js';

/** A backfill of which Temporal knows the workflow, requests, or both. */
export interface KnownBackfill {
  backfillId: string;
  namespace: string;
  /** Null where the backfill's own workflow is no longer there. */
  account: string | null;
  /** Null where nobody could say. */
  progress: BackfillProgress | null;
  /** Why there is no progress, as a sentence; null where there is. */
  silence: string | null;
}

/** Temporal knows neither the backfill nor a request of it. */
export class UnknownBackfill extends Error {
  override readonly name = 'UnknownBackfill';

  constructor(backfillId: string, namespace: string) {
    super(
      `there is no backfill ${backfillId} in namespace ${namespace}, and no request of it is listed: either the id is ` +
        "another, or all of it ended longer ago than the namespace's retention time",
    );
  }
}

/** @throws UnknownBackfill */
export async function findBackfill(client: Client, backfillId: string): Promise<KnownBackfill> {
  const { namespace } = client.options;
  const handle = client.workflow.getHandle(backfillId);
  const description = await describe(handle);
  if (description === null) {
    const { count } = await client.workflow.count(backfillQuery(backfillId));
    if (count === 0) throw new UnknownBackfill(backfillId, namespace);
    const silence = `namespace ${namespace} has no workflow of the backfill itself (any more): its requests tell what there is to know`;
    return { backfillId, namespace, account: null, progress: null, silence };
  }
  const account = description.typedSearchAttributes.get(SEARCH_ATTRIBUTE_KEYS.IdmpAccount) ?? null;
  const progress = await progressOf(client, handle, description);
  const silence =
    progress !== null
      ? null
      : `no worker says how far the backfill is (is one running on task queue ${description.taskQueue}?): ` +
        'its requests tell what there is to know';
  return { backfillId, namespace, account, progress, silence };
}

/** Null where there is none, or where the id is another workflow's. */
async function describe(handle: WorkflowHandle): Promise<WorkflowExecutionDescription | null> {
  try {
    const description = await handle.describe();
    return description.type === BACKFILL_WORKFLOW ? description : null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** A completed backfill's result is its last progress, for which no worker is needed. */
async function progressOf(
  client: Client,
  handle: WorkflowHandle,
  { status }: WorkflowExecutionDescription,
): Promise<BackfillProgress | null> {
  if (status.name === 'COMPLETED') return (await handle.result()) as BackfillProgress;
  return await client
    .withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => handle.query<BackfillProgress>(PROGRESS_QUERY))
    .catch(() => null);
}
