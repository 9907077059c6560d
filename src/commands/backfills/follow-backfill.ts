import { setTimeout as delay } from 'node:timers/promises';
import { CancelledFailure } from '@temporalio/common';
import { WorkflowFailedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { PROGRESS_QUERY, type BackfillProgress, ANSWER_TIMEOUT_MS } from '../../contract/index.js';
import { EXIT, Exit, printNote } from '../terminal/exit.js';
import { noAnswer } from '../terminal/no-answer.js';
import { grouped, progressBar } from '../terminal/progress-bar.js';

const EVERY_MS = 2_000;
const NO_WORKER_AFTER_MS = 15_000;

/** Follows a backfill until all its requests have ended. @throws Exit if it is cancelled or fails */
export async function followBackfill(client: Client, handle: WorkflowHandle): Promise<BackfillProgress> {
  const done = new AbortController();
  printNote('waiting for the requests; Ctrl-C ends this command only, and the requests continue');
  const showing = show(client, handle, done.signal);
  try {
    return (await handle.result()) as BackfillProgress;
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { cause } = error;
    if (cause instanceof CancelledFailure) {
      throw new Exit(EXIT.cancelled, `${handle.workflowId} was cancelled`);
    }
    throw new Exit(EXIT.unexpected, `${handle.workflowId} failed: ${cause?.message ?? error.message}`);
  } finally {
    done.abort();
    await showing;
  }
}

async function show(client: Client, handle: WorkflowHandle, signal: AbortSignal): Promise<void> {
  let bar: ReturnType<typeof progressBar> | null = null;
  let total = 0;
  let silentSince = Date.now();
  while (!signal.aborted) {
    const progress = await progressWithin(client, handle, ANSWER_TIMEOUT_MS);
    if (signal.aborted) break;
    if (progress !== null) {
      silentSince = Date.now();
      if (progress.added !== total) {
        bar?.stop();
        bar = null;
        total = progress.added;
      }
      bar ??= progressBar(total, 'requests', 'ended');
      bar.show(endedIn(progress), noteOf(progress));
    } else if (Date.now() - silentSince > NO_WORKER_AFTER_MS) {
      printNote('no worker answers; check that one runs on this task queue. The backfill waits for it.');
      silentSince = Date.now();
    }
    await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  bar?.stop();
}

/** Queries the progress; null if no worker answers within that time. */
export async function progressWithin(
  client: Client,
  handle: WorkflowHandle,
  milliseconds: number,
): Promise<BackfillProgress | null> {
  return await client
    .withDeadline(Date.now() + milliseconds, () => handle.query<BackfillProgress>(PROGRESS_QUERY))
    .catch(noAnswer);
}

function endedIn({ completed, rejected, failed, cancelled }: BackfillProgress): number {
  return completed + rejected + failed + cancelled;
}

function noteOf(progress: BackfillProgress): string {
  const parts = (['waiting', 'rejected', 'failed', 'cancelled'] as const).filter(
    (name) => progress[name] > 0,
  );
  return [
    ...(progress.paused ? ['paused'] : []),
    ...parts.map((name) => `${grouped(progress[name])} ${name}`),
  ].join(', ');
}
