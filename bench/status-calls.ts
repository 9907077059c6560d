import { sweepId } from '../src/contract/index.js';
import { registerSweeps } from '../src/temporal/sweep-schedules.js';
import type { Bench, Benchmark } from './benchmark.js';
import type { Figure } from './figure.js';
import { closeTimes, startRequests, untilCompleted } from './support/batches.js';
import { startService, statusCalls } from './support/service.js';
import { figureOf } from './support/statistics.js';
import { startWorker, type WorkerProcess } from './support/workers.js';

/** Factor by which schedule, sweeps and the reviewers' time are scaled down: one second here is this many real seconds. */
const SCALE = 150;
/** Guide 2026-05: 4 s, doubling to 1024 s. */
const [INITIAL_SECONDS, MAXIMUM_SECONDS] = [4, 1024];
const SWEEP_SECONDS = 900;

/** Result of an account whose requests have all ended. */
interface Outcome {
  count: number;
  /** Calls for the status of Tasks. */
  reads: number;
  pages: number;
  /** From the completion at the service to the end of the request, in seconds. */
  delays: number[];
}

/**
 * Measures both accounts at once, each with its own service. A sweep makes the same number of calls for any number of waiting
 * requests, so more of them wait there than this machine could poll.
 */
export const statusCallsAndDelay: Benchmark = {
  title: 'Status calls to the service, and how late a result is',
  run: async (bench) => {
    const people = bench.size(4 * 3600, 900);
    const [alone, swept] = await Promise.all([startService(bench, 'alone'), startService(bench, 'swept')]);
    for (const { control } of [alone, swept]) {
      await control.pace([{ status: 'completed', afterSeconds: people / SCALE }]);
    }
    const polling = {
      initialSeconds: INITIAL_SECONDS / SCALE,
      factor: 2,
      maximumSeconds: MAXIMUM_SECONDS / SCALE,
    };
    const worker = await startWorker(bench, {
      alone: { url: alone.url, polling },
      swept: { url: swept.url },
    });
    await registerSweeps(bench.client, ['swept'], worker.queues.taskQueue, SWEEP_SECONDS / SCALE);
    try {
      const [polledOutcome, sweptOutcome] = await Promise.all([
        outcomeOf(bench, worker, 'alone', alone, bench.size(100, 5)),
        outcomeOf(bench, worker, 'swept', swept, bench.size(1_000, 20)),
      ]);
      return figures(polledOutcome, sweptOutcome, people);
    } finally {
      await bench.client.schedule.getHandle(sweepId('swept')).delete();
      await Promise.all([worker.end(), alone.end(), swept.end()]);
    }
  },
};

async function outcomeOf(
  bench: Bench,
  worker: WorkerProcess,
  account: string,
  service: Awaited<ReturnType<typeof startService>>,
  count: number,
): Promise<Outcome> {
  const batch = await startRequests(bench, worker, account, count);
  bench.say(`${account}: ${count} requests started`);
  await untilCompleted(bench, batch);
  const calls = statusCalls(await service.counted());
  const completed = await service.completionTimes(account);
  const closed = await closeTimes(bench, batch);
  const delays = [...closed].map(([taskId, at]) => (at - completed.get(taskId)!) / 1000);
  return { count, ...calls, delays };
}

function figures(polled: Outcome, swept: Outcome, people: number): Figure[] {
  const calls = ({ count, reads, pages }: Outcome): number => (reads + pages) / count;
  const waiting = `completed ${people / 3600} h after submission, in 1:${SCALE}`;
  const inWaits = ({ delays }: Outcome, wait: number): number[] =>
    delays.map((delay) => delay / (wait / SCALE));
  const what = 'completion at the service until the result is here';
  return [
    {
      name: `status calls per product, polled (${polled.count} products, ${waiting})`,
      value: calls(polled),
      unit: 'calls',
    },
    {
      name: `status calls per product, swept (${swept.count} products, ${waiting})`,
      value: calls(swept),
      unit: 'calls',
      target: { atMost: 0.2 },
    },
    { name: 'polled / swept', value: calls(polled) / calls(swept), unit: '×' },
    figureOf(`${what}, polled`, `× longest wait (${MAXIMUM_SECONDS} s)`, inWaits(polled, MAXIMUM_SECONDS)),
    figureOf(`${what}, swept`, `× time between sweeps (${SWEEP_SECONDS} s)`, inWaits(swept, SWEEP_SECONDS)),
  ];
}
