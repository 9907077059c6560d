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
import { toClientError } from './ends.js';
import { startOnce } from './start-once.js';

const RETRY_MS = 1_000;

/** Many requests under one id, fed page by page (docs/backfills.md). */
export class IdmpBackfill {
  /** @param handle Temporal's own handle, for all other operations */
  constructor(readonly handle: WorkflowHandle) {}

  /** The workflow id. */
  get id(): string {
    return this.handle.workflowId;
  }

  /**
   * Adds a page of up to 100 requests, well below Temporal's payload limit of 2 MB. The answer comes after the check. While the
   * backfill is full, this waits, which slows a fast caller down. The same page again changes nothing and has the same answer,
   * so a caller can send a page again if its answer was lost.
   *
   * @throws WorkflowUpdateFailedError if the backfill does not accept more pages, or the page lacks its number or requests
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

  /** Closes it for more pages. The backfill completes when all its requests have ended. */
  async close(): Promise<BackfillProgress> {
    return await this.handle.executeUpdate<BackfillProgress, []>(CLOSE_UPDATE);
  }

  /** Returns the numbers of its requests, by their state. */
  async progress(): Promise<BackfillProgress> {
    return await this.handle.query<BackfillProgress>(PROGRESS_QUERY);
  }

  /** Pauses the start of requests. Started requests continue. */
  async pause(): Promise<void> {
    await this.handle.signal(PAUSE_SIGNAL);
  }

  /** Continues to start requests after {@link pause}. */
  async resume(): Promise<void> {
    await this.handle.signal(RESUME_SIGNAL);
  }

  /** Cancels it and all its open requests. @param reason for people */
  async cancel(reason?: string): Promise<void> {
    const request: CancelRequest = reason === undefined ? {} : { reason };
    await this.handle.signal(CANCEL_SIGNAL, request);
  }

  /**
   * Waits until it is closed and all its requests have ended.
   *
   * @throws IdmpCancelled if it was cancelled
   * @throws IdmpFailure if its input is invalid
   */
  async result(): Promise<BackfillResult> {
    try {
      return (await this.handle.result()) as BackfillResult;
    } catch (error) {
      throw toClientError(error, this.id);
    }
  }
}

/** Tells whether to send the page again: no worker answered, the backfill is busy, or the answer was lost. */
function isRetriedLater(error: unknown): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true;
  return error instanceof WorkflowUpdateFailedError && typeOf(error) === 'BackfillBusy';
}

function typeOf({ cause }: WorkflowUpdateFailedError): unknown {
  return (cause as { type?: unknown } | undefined)?.type;
}

/** A backfill, and its state at the start. */
export interface StartedBackfill {
  backfill: IdmpBackfill;
  /** `started`: by this call; `open`: accepts more pages; `closed`: has all pages and runs; `ended`: has completed. */
  state: 'started' | 'open' | 'closed' | 'ended';
}

/** Starts a backfill, or finds the one with that id. A failed or cancelled one starts again. */
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
  return { backfill, state: started ? 'started' : await readState(backfill) };
}

async function readState(backfill: IdmpBackfill): Promise<'open' | 'closed' | 'ended'> {
  const { status } = await backfill.handle.describe();
  if (status.name !== 'RUNNING') return 'ended';
  const { closed } = await backfill.progress();
  return closed ? 'closed' : 'open';
}
