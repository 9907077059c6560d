import { registerSweeps } from '../src/temporal/sweep-schedules.js';
import type { Bench, Benchmark } from './benchmark.js';
import type { Figure } from './figure.js';
import {
  startRequests,
  startSkeletons,
  sweep,
  untilCompleted,
  untilWaiting,
  type Batch,
} from './support/batches.js';
import { startService, type Service } from './support/service.js';
import { figureOf } from './support/statistics.js';
import { startSkeletonWorker, startWorker, type WorkerProcess } from './support/workers.js';

/** Polls of a request that is polled, and of the skeleton beside it. */
export const POLLS = 5;
const WAIT_MS = 200;
/** Far away: whoever is swept is told before. */
const NEVER_SECONDS = 30 * 86_400;

/** Real worker, skeleton's worker, and a sandbox, with accounts for each way to wait. */
export interface SideBySide {
  real: WorkerProcess;
  skeleton: WorkerProcess;
  service: Service;
  /** Names of the accounts that are swept; each is good for one batch, as sweeps read what was finished before. */
  swept: string[];
  end(): Promise<void>;
}

/** Starts both workers. The account `polled` polls quickly; the others have Schedules that sweep them. */
export async function startSideBySide(bench: Bench, sweptAccounts: number): Promise<SideBySide> {
  const service = await startService(bench, 'service');
  const { url } = service;
  const seconds = WAIT_MS / 1000;
  const polling = { initialSeconds: seconds, factor: 1, maximumSeconds: seconds };
  const swept = Array.from({ length: sweptAccounts }, (_, index) => `swept-${index + 1}`);
  const accounts = { polled: { url, polling }, ...Object.fromEntries(swept.map((name) => [name, { url }])) };
  const [real, skeleton] = await Promise.all([startWorker(bench, accounts), startSkeletonWorker(bench)]);
  await registerSweeps(bench.client, swept, real.queues.taskQueue, NEVER_SECONDS);
  return {
    ...{ real, skeleton, service, swept },
    end: async () => {
      for (const name of swept) await bench.client.schedule.getHandle(`sweep/${name}`).delete();
      await Promise.all([real.end(), skeleton.end(), service.end()]);
    },
  };
}

/** Requests whose Tasks are completed when they are looked at for the `polls`-th time. */
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

/** Requests that wait, until their Tasks are completed all at once and a sweep tells them. */
export async function sweptRequests(
  bench: Bench,
  { real, service, swept }: SideBySide,
  count: number,
): Promise<Batch> {
  const account = swept.shift();
  if (account === undefined) throw new Error('no account is left to be swept');
  await service.control.pace([{ status: 'completed', afterSeconds: 3600 }]);
  const batch = await startRequests(bench, real, account, count);
  await untilWaiting(bench, batch);
  await service.control.advance(3600);
  await sweep(bench, real, account);
  await untilCompleted(bench, batch);
  return batch;
}

/** Skeletons with as many timers and activities. */
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

/** Requests a second, beside the skeleton's; one batch after the other, in turn. */
export const throughput: Benchmark = {
  title: 'Requests per second, real beside skeleton',
  run: async (bench) => {
    const rounds = bench.size(5, 1);
    const count = bench.size(100, 10);
    const system = await startSideBySide(bench, rounds + 1);
    try {
      await Promise.all([polledRequests(bench, system, 20), skeletons(bench, system, 20)]);
      await sweptRequests(bench, system, 20);
      const rates: Record<'polled' | 'swept' | 'skeleton', number[]> = { polled: [], swept: [], skeleton: [] };
      for (let round = 1; round <= rounds; round += 1) {
        rates.polled.push(await rate(count, () => polledRequests(bench, system, count)));
        rates.skeleton.push(await rate(count, () => skeletons(bench, system, count)));
        rates.swept.push(await rate(count, () => sweptRequests(bench, system, count)));
        const last = Object.entries(rates).map(([name, values]) => `${name} ${values.at(-1)!.toFixed(1)}/s`);
        bench.say(`round ${round} of ${rounds}: ${last.join(', ')}`);
      }
      return figures(rates);
    } finally {
      await system.end();
    }
  },
};

function figures({ polled, swept, skeleton }: Record<'polled' | 'swept' | 'skeleton', number[]>): Figure[] {
  const beside = (rates: number[]): number[] => rates.map((rate, round) => rate / skeleton[round]!);
  return [
    figureOf(`polled (${POLLS} polls) / skeleton (${POLLS} polls)`, '×', beside(polled), { atLeast: 0.9 }),
    figureOf(`swept (no poll) / skeleton (${POLLS} polls)`, '×', beside(swept), { atLeast: 1.8 }),
    figureOf('requests, polled', '1/s', polled),
    figureOf('requests, swept', '1/s', swept),
    figureOf('skeletons', '1/s', skeleton),
  ];
}

async function rate(count: number, run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return count / ((performance.now() - started) / 1000);
}
