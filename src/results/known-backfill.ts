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

/** A backfill for which Temporal has the workflow, requests, or both. */
export interface KnownBackfill {
  backfillId: string;
  namespace: string;
  /** Null if the backfill's own workflow no longer exists. */
  account: string | null;
  /** Null if the workflow no longer exists, or if no worker answers. */
  progress: BackfillProgress | null;
  /** The reason why `progress` is null, as a sentence. Otherwise null. */
  missingProgress: string | null;
}

/** Temporal has neither the backfill nor one of its requests. */
export class UnknownBackfill extends Error {
  override readonly name = 'UnknownBackfill';

  constructor(backfillId: string, namespace: string) {
    super(
      `backfill ${backfillId} was not found in namespace ${namespace}, nor were its requests. Check the id. The namespace ` +
        'deletes backfills and requests when its retention time after their end has passed',
    );
  }
}

/** Finds a backfill by its id. @throws UnknownBackfill */
export async function findBackfill(client: Client, backfillId: string): Promise<KnownBackfill> {
  const { namespace } = client.options;
  const handle = client.workflow.getHandle(backfillId);
  const description = await describe(handle);
  if (description === null) {
    const { count } = await client.workflow.count(backfillQuery(backfillId));
    if (count === 0) throw new UnknownBackfill(backfillId, namespace);
    const missingProgress = `namespace ${namespace} no longer has the workflow of the backfill. The results show only its requests`;
    return { backfillId, namespace, account: null, progress: null, missingProgress };
  }
  const account = description.typedSearchAttributes.get(SEARCH_ATTRIBUTE_KEYS.IdmpAccount) ?? null;
  const progress = await readProgress(client, handle, description);
  const missingProgress =
    progress !== null
      ? null
      : `no worker answered about the progress of the backfill. The results show only its requests. ` +
        `Check that a worker runs on task queue ${description.taskQueue}`;
  return { backfillId, namespace, account, progress, missingProgress };
}

/** Describes the backfill's workflow. Null if it does not exist, or if another workflow has the id. */
async function describe(handle: WorkflowHandle): Promise<WorkflowExecutionDescription | null> {
  try {
    const description = await handle.describe();
    return description.type === BACKFILL_WORKFLOW ? description : null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** Reads the progress. A completed backfill's result is its last progress, so no worker is needed. */
async function readProgress(
  client: Client,
  handle: WorkflowHandle,
  { status }: WorkflowExecutionDescription,
): Promise<BackfillProgress | null> {
  if (status.name === 'COMPLETED') return (await handle.result()) as BackfillProgress;
  return await client
    .withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () => handle.query<BackfillProgress>(PROGRESS_QUERY))
    .catch(() => null);
}
