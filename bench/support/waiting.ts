import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { WaitingState } from '../../src/workflows/request-state.js';
import type { Bench } from '../benchmark.js';
import { startRequests, type Batch } from './batches.js';
import { EDITION, type WorkerProcess } from './workers.js';

const MONTH_SECONDS = 30 * 86_400;

/**
 * Starts requests that wait at once, for a month, as if an earlier run had submitted their Tasks. This makes many waiting
 * requests quickly.
 */
export async function startWaiting(
  bench: Bench,
  worker: WorkerProcess,
  account: string,
  count: number,
): Promise<Batch> {
  return await startRequests(bench, worker, account, count, waitingState(worker.queues.callTaskQueue));
}

function waitingState(fhirTaskQueue: string): WaitingState {
  const now = new Date();
  const submitted = { taskId: randomUUID(), taskUrl: `urn:uuid:${randomUUID()}`, taskStatus: 'requested' };
  return {
    plan: {
      edition: EDITION,
      polling: {
        initialSeconds: MONTH_SECONDS,
        factor: 1,
        maximumSeconds: MONTH_SECONDS,
        deadlineSeconds: 3 * MONTH_SECONDS,
      },
      cancellation: 'delete',
      fhirTaskQueue,
      issues: [],
    },
    submitted,
    submittedAt: now.toISOString(),
    deadline: now.getTime() + 3 * MONTH_SECONDS * 1000,
    status: {
      stage: 'waiting',
      ...submitted,
      polls: 0,
      lastPolledAt: null,
      nextPollAt: null,
      cancellation: null,
      issues: [],
    },
    waits: 0,
    abortTaskId: null,
  };
}

/** Share of a processor below which a worker counts as idle. Polling without work costs almost nothing. */
const IDLE_SHARE = 0.1;

/** Waits until a worker has been idle for two seconds, which means that all of its workflows wait. */
export async function untilIdle(worker: WorkerProcess): Promise<void> {
  for (let idleSeconds = 0; idleSeconds < 2;) {
    const before = worker.cpuMs();
    await delay(1000);
    idleSeconds = worker.cpuMs() - before < 1000 * IDLE_SHARE ? idleSeconds + 1 : 0;
  }
}
