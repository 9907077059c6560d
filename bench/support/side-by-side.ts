import { registerSweeps } from '../../src/temporal/sweep-schedules.js';
import { sweepId } from '../../src/contract/index.js';
import type { Bench } from '../benchmark.js';
import { startRequests, startSkeletons, sweep, untilCompleted, untilWaiting, type Batch } from './batches.js';
import { startService, type Service } from './service.js';
import { startSkeletonWorker, startWorker, type WorkerProcess } from './workers.js';

/** Number of polls of a polled request, and of the skeleton beside it. */
export const POLLS = 5;
const WAIT_MS = 200;
/** Time of the first poll, far away, so that the sweep signals a request before. */
const NEVER_SECONDS = 30 * 86_400;

/** Real worker, skeleton's worker, and a sandbox, with accounts for each way to wait. */
export interface SideBySide {
  real: WorkerProcess;
  skeleton: WorkerProcess;
  service: Service;
  /** Names of the swept accounts. Each serves one batch, because sweeps also read the Tasks that finished before. */
  swept: string[];
  end(): Promise<void>;
}

/** Starts both workers. The account `polled` polls quickly; the others have Schedules that sweep them. */
export async function startSideBySide(bench: Bench, sweptAccounts: number): Promise<SideBySide> {
  const service = await startService(bench, 'service');
  const { url } = service;
  const seconds = WAIT_MS / 1000;
  const polling = { initialSeconds: seconds, factor: 1, maximumSeconds: seconds };
  const names = Array.from({ length: sweptAccounts }, (_, index) => `swept-${index + 1}`);
  const accounts = { polled: { url, polling }, ...Object.fromEntries(names.map((name) => [name, { url }])) };
  const [real, skeleton] = await Promise.all([startWorker(bench, accounts), startSkeletonWorker(bench)]);
  await registerSweeps(bench.client, names, real.queues.taskQueue, NEVER_SECONDS);
  return {
    ...{ real, skeleton, service, swept: [...names] },
    end: async () => {
      for (const name of names) await bench.client.schedule.getHandle(sweepId(name)).delete();
      await Promise.all([real.end(), skeleton.end(), service.end()]);
    },
  };
}

/** Runs requests whose Tasks are completed at the `polls`-th poll. */
export async function polledRequests(
  bench: Bench,
  { real, service }: SideBySide,
  count: number,
  polls = POLLS,
): Promise<Batch> {
  await service.control.pace([{ status: 'completed', afterReads: polls - 1 }]);
  const batch = await startRequests(bench, real, 'polled', count);
  await untilCompleted(bench, batch);
  return batch;
}

/** Runs requests that wait until all of their Tasks are completed at once and a sweep signals them. */
export async function sweptRequests(bench: Bench, system: SideBySide, count: number): Promise<Batch> {
  const waiting = await submitted(bench, system, count);
  await tell(bench, system, waiting);
  return waiting.batch;
}

/** Runs the same in two halves: as in a backfill, the sweep signals some while others are submitted. */
export async function sweptInTurn(bench: Bench, system: SideBySide, count: number): Promise<void> {
  const first = await submitted(bench, system, count / 2);
  const second = submitted(bench, system, count / 2);
  await tell(bench, system, first);
  await tell(bench, system, await second);
}

interface Submitted {
  account: string;
  batch: Batch;
}

async function submitted(
  bench: Bench,
  { real, service, swept }: SideBySide,
  count: number,
): Promise<Submitted> {
  const account = swept.shift();
  if (account === undefined) throw new Error('no account is left to be swept');
  await service.control.pace([{ status: 'completed', afterSeconds: 3600 }]);
  const batch = await startRequests(bench, real, account, count);
  await untilWaiting(bench, batch);
  return { account, batch };
}

async function tell(
  bench: Bench,
  { real, service }: SideBySide,
  { account, batch }: Submitted,
): Promise<void> {
  await service.control.advance(3600);
  await sweep(bench, real, account);
  await untilCompleted(bench, batch);
}

/** Runs skeletons with the same number of timers and activities. */
export async function skeletons(
  bench: Bench,
  { skeleton }: SideBySide,
  count: number,
  polls = POLLS,
): Promise<Batch> {
  const batch = await startSkeletons(bench, skeleton, count, { polls, waitMs: WAIT_MS });
  await untilCompleted(bench, batch);
  return batch;
}
