import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowFailedError } from '@temporalio/client';
import { IdmpCancelled, IdmpFailure, type IdmpRequest } from '../../client/index.js';
import type { FailureType, RequestResult } from '../../contract/index.js';
import { EXIT, Exit, printNote } from '../terminal/exit.js';
import { issueLines } from '../terminal/page.js';
import { progressLine } from './progress-line.js';
import { remedyLines } from './remedies.js';

const EVERY_MS = 1_000;
const NO_WORKER_AFTER_MS = 15_000;

/**
 * Follows a request to its end: prints a line on stderr for each change.
 *
 * @throws Exit if it ends without a result
 */
export async function followRequest(request: IdmpRequest): Promise<RequestResult> {
  const done = new AbortController();
  const progress = showProgress(request, done.signal);
  try {
    return await request.result();
  } catch (error) {
    throw exitOf(error, request.id);
  } finally {
    done.abort();
    await progress;
  }
}

async function showProgress(request: IdmpRequest, signal: AbortSignal): Promise<void> {
  let shown = '';
  let silentSince = Date.now();
  while (!signal.aborted) {
    const status = await request.status().catch(() => null);
    if (status !== null) silentSince = Date.now();
    if (status === null && Date.now() - silentSince > NO_WORKER_AFTER_MS) {
      printNote('no worker answers; check that one runs on this task queue. The request waits for it.');
      silentSince = Date.now();
    }
    const line = status === null ? shown : progressLine(status);
    if (line !== shown && !signal.aborted) printNote(line);
    shown = line;
    await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Failures that the input causes; the others come from the service. */
const INPUT_FAILURES: readonly FailureType[] = ['InvalidRequest', 'UnsupportedByEdition', 'UnknownAccount'];

function exitOf(error: unknown, workflowId: string): unknown {
  if (error instanceof IdmpCancelled) return new Exit(EXIT.cancelled, error.message);
  if (error instanceof IdmpFailure) {
    const code = INPUT_FAILURES.includes(error.type) ? EXIT.invalid : EXIT.refused;
    const lines = [error.message, ...issueLines(error.issues), ...remedyLines(error.type)];
    return new Exit(code, lines.join('\n'));
  }
  if (!(error instanceof WorkflowFailedError)) return error;
  const why = error.cause?.message ?? error.message;
  return new Exit(EXIT.unexpected, `${workflowId} ended without a result: ${why}`);
}
