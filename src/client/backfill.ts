import { setTimeout as delay } from 'node:timers/promises';
import {
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { SEARCH_ATTRIBUTE_KEYS } from '../contract/search-attribute-keys.js';
import {
  ADD_REQUESTS_UPDATE,
  BACKFILL_WORKFLOW,
  CANCEL_SIGNAL,
  CLOSE_UPDATE,
  DEFAULT_ACCOUNT,
  PAUSE_SIGNAL,
  PROGRESS_QUERY,
  RESUME_SIGNAL,
  type AddRequests,
  type BackfillInput,
  type BackfillProgress,
  type BackfillResult,
  type CancelRequest,
  type PageVerdict,
} from '../contract/index.js';
import { endOf } from './ends.js';
import { startOnce } from './start-once.js';

const RETRY_MS = 1_000;

/** Many requests under one id, fed page by page (docs/backfills.md). */
export class IdmpBackfill {
  /** @param handle Temporal's own, for whatever this class has no name for */
  constructor(readonly handle: WorkflowHandle) {}

  /** The workflow id. */
  get id(): string {
    return this.handle.workflowId;
  }

  /**
   * Adds a page: up to 100 requests, and well below the 2 MB that Temporal takes in one payload. Answers when they are
   * checked, and waits as long as the backfill has no room: so a quick caller is slowed down. The same page again changes
   * nothing and has the same answer, so whoever does not know whether a page arrived sends it again.
   *
   * @throws WorkflowUpdateFailedError where the backfill takes no more pages, or the page has no number or requests
   */
  async add(page: AddRequests): Promise<PageVerdict> {
    for (;;) {
      try {
        return await this.handle.executeUpdate<PageVerdict, [AddRequests]>(ADD_REQUESTS_UPDATE, {
          args: [page],
        });
      } catch (error) {
        if (!isRetriedLater(error)) throw error;
        await delay(RETRY_MS);
      }
    }
  }

  /** Says that no more pages come: the backfill completes when all its requests have ended. */
  async close(): Promise<BackfillProgress> {
    return await this.handle.executeUpdate<BackfillProgress, []>(CLOSE_UPDATE);
  }

  /** How many of its requests stand where. */
  async progress(): Promise<BackfillProgress> {
    return await this.handle.query<BackfillProgress>(PROGRESS_QUERY);
  }

  /** Has it start no more requests; those that are started go on. */
  async pause(): Promise<void> {
    await this.handle.signal(PAUSE_SIGNAL);
  }

  /** Goes on starting requests after {@link pause}. */
  async resume(): Promise<void> {
    await this.handle.signal(RESUME_SIGNAL);
  }

  /** Cancels it, and every open request of it. @param reason for people */
  async cancel(reason?: string): Promise<void> {
    const request: CancelRequest = reason === undefined ? {} : { reason };
    await this.handle.signal(CANCEL_SIGNAL, request);
  }

  /**
   * Waits until it is closed and all its requests have ended.
   *
   * @throws IdmpCancelled where it was cancelled
   * @throws IdmpFailure where its input is wrong
   */
  async result(): Promise<BackfillResult> {
    try {
      return (await this.handle.result()) as BackfillResult;
    } catch (error) {
      throw endOf(error, this.id);
    }
  }
}

/** Nobody answers yet, the backfill is busy, or the answer was lost: the same page again changes nothing. */
function isRetriedLater(error: unknown): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true;
  return error instanceof WorkflowUpdateFailedError && typeOf(error) === 'BackfillBusy';
}

function typeOf({ cause }: WorkflowUpdateFailedError): unknown {
  return (cause as { type?: unknown } | undefined)?.type;
}

/** A backfill, and how it stood when it was looked for. */
export interface StartedBackfill {
  backfill: IdmpBackfill;
  /** `open`: it takes more pages; `closed`: it has got all, and runs; `ended`: it has completed. */
  state: 'started' | 'open' | 'closed' | 'ended';
}

/** Starts a backfill, or finds the one of that id; one that failed or was cancelled begins anew. */
export async function startBackfill(
  client: Client,
  taskQueue: string,
  workflowId: string,
  input: BackfillInput,
): Promise<StartedBackfill> {
  const { account = DEFAULT_ACCOUNT } = input;
  const key = SEARCH_ATTRIBUTE_KEYS.IdmpAccount;
  const { handle, started } = await startOnce(client, BACKFILL_WORKFLOW, {
    taskQueue,
    workflowId,
    args: [input],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    workflowIdConflictPolicy: 'FAIL',
    staticSummary: `backfill of account ${account}`,
    typedSearchAttributes: new TypedSearchAttributes([{ key, value: account }]),
  });
  const backfill = new IdmpBackfill(handle);
  return { backfill, state: started ? 'started' : await stateOf(backfill) };
}

async function stateOf(backfill: IdmpBackfill): Promise<'open' | 'closed' | 'ended'> {
  const { status } = await backfill.handle.describe();
  if (status.name !== 'RUNNING') return 'ended';
  const { closed } = await backfill.progress();
  return closed ? 'closed' : 'open';
}
