import type { Client } from '@temporalio/client';
import type { Bench } from '../benchmark.js';
import { costOf, type Cost } from './cost.js';
import {
  polledRequests,
  skeletons,
  startSideBySide,
  sweptInTurn,
  sweptRequests,
  type SideBySide,
} from './side-by-side.js';

/** Ways in which a request learns that its Task is completed, and the skeleton, which simulates polls. */
export type Way = 'polled' | 'swept' | 'skeleton';

/** Cost of one request by way, one value per round. */
export type Rounds = Record<Way, Cost[]>;

/** Number of requests that fill all caches and compile the functions. */
const WARM_UP = 20;

const measured = new WeakMap<Client, Promise<Rounds>>();

/** Measures batches of each way in turn. The run measures once, for all benchmarks that use it. */
export async function measuredRounds(bench: Bench): Promise<Rounds> {
  const rounds = measured.get(bench.client) ?? measure(bench);
  measured.set(bench.client, rounds);
  return await rounds;
}

async function measure(bench: Bench): Promise<Rounds> {
  const rounds = bench.size(3, 1);
  const count = bench.size(200, 10);
  const system = await startSideBySide(bench, 2 * rounds + 1);
  try {
    await Promise.all([polledRequests(bench, system, WARM_UP), skeletons(bench, system, WARM_UP)]);
    await sweptRequests(bench, system, WARM_UP);
    const costs: Rounds = { polled: [], skeleton: [], swept: [] };
    for (let round = 1; round <= rounds; round += 1) {
      costs.polled.push(await costOfOne(bench, system, count, polledRequests));
      costs.skeleton.push(await costOfOne(bench, system, count, skeletons));
      costs.swept.push(await costOfOne(bench, system, count, sweptInTurn));
      const last = Object.entries(costs).map(
        ([way, each]) => `${way} ${(1000 / each.at(-1)!.ms).toFixed(1)}/s`,
      );
      bench.say(`round ${round} of ${rounds}: ${last.join(', ')}`);
    }
    return costs;
  } finally {
    await system.end();
  }
}

/** Runs a batch, and returns the cost per request. */
export async function costOfOne(
  bench: Bench,
  system: SideBySide,
  count: number,
  run: (bench: Bench, system: SideBySide, count: number) => Promise<unknown>,
): Promise<Cost> {
  const worker = run === skeletons ? system.skeleton : system.real;
  const { service } = system;
  const cost = await costOf({ worker, serverPid: bench.temporal.pid, service }, () =>
    run(bench, system, count),
  );
  return shareOf(cost, count);
}

function shareOf({ ms, worker, server, service }: Cost, count: number): Cost {
  return { ms: ms / count, worker: worker / count, server: server / count, service: service / count };
}
