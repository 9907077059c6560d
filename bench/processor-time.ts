import { setTimeout as delay } from 'node:timers/promises';
import type { Bench, Benchmark } from './benchmark.js';
import type { Figure } from './figure.js';
import { sweep } from './support/batches.js';
import { costOf, ownCpu, type Cost } from './support/cost.js';
import { costOfOne, measuredRounds } from './support/rounds.js';
import {
  POLLS,
  polledRequests,
  startSideBySide,
  sweptRequests,
  type SideBySide,
} from './support/side-by-side.js';
import { figureOf, median } from './support/statistics.js';
import { startWaiting, untilIdle } from './support/waiting.js';

/** Polls per hour at the longest wait of guide 2026-05, 1024 s. */
const POLLS_PER_HOUR = 3600 / 1024;
/** Sweeps per hour: `idmp setup` sets an interval of 15 minutes. */
const SWEEPS_PER_HOUR = 4;
/** Polls per hour of a swept request, which polls once a day. */
const SAFETY_POLLS_PER_HOUR = 1 / 24;
const PAGE = 200;

/** Number of polls per request, large because many polls give the cost of one more exactly. */
const MANY_POLLS = 20;

/** Processor time of worker and Temporal server; the service's is not counted. */
export const processorTime: Benchmark = {
  title: 'Processor time of worker and Temporal server',
  run: async (bench) => {
    const rounds = await measuredRounds(bench);
    const system = await startSideBySide(bench, 1);
    try {
      return [
        ...perRequest(`request, polled (${POLLS} polls)`, rounds.polled),
        ...perRequest('request, swept (no poll)', rounds.swept),
        ...perRequest(`skeleton (${POLLS} polls)`, rounds.skeleton),
        ...(await perHour(bench, system, median(rounds.polled.map(ownCpu)))),
      ];
    } finally {
      await system.end();
    }
  },
};

function perRequest(what: string, costs: Cost[]): Figure[] {
  const each = (of: 'worker' | 'server'): number[] => costs.map((cost) => cost[of]);
  return [
    figureOf(`${what}, worker`, 'ms', each('worker')),
    figureOf(`${what}, server`, 'ms', each('server')),
  ];
}

/** Derives the cost of an hour of waiting from the costs of its parts, instead of an hour's measurement. */
async function perHour(bench: Bench, system: SideBySide, fewPolls: number): Promise<Figure[]> {
  const requests = bench.size(100, 10);
  await polledRequests(bench, system, requests);
  const manyPolls = await costOfOne(bench, system, requests, (...all) => polledRequests(...all, MANY_POLLS));
  const poll = (ownCpu(manyPolls) - fewPolls) / (MANY_POLLS - POLLS);
  bench.say(`a poll costs ${poll.toFixed(1)} ms`);

  const account = system.swept[0]!;
  const waiting = bench.size(1_000, 50);
  const idle = await idleCost(bench, system);
  await startWaiting(bench, system.real, account, waiting);
  const idleWaiting = await idleCost(bench, system);
  bench.say(`${waiting} requests wait`);

  const emptySweep = await costOfSweep(bench, system, account);
  await sweptRequests(bench, system, bench.size(PAGE, 10));
  const page = (await costOfSweep(bench, system, account)) - emptySweep;
  const pages = waiting / PAGE;
  const sweeps = (SWEEPS_PER_HOUR * (emptySweep + pages * page)) / waiting;
  const standing = Math.max(0, (idleWaiting - idle) * 3600) / waiting;
  return [
    { name: 'a poll', value: poll, unit: 'ms' },
    { name: 'a sweep that finds nothing finished', value: emptySweep, unit: 'ms' },
    { name: `a page of ${PAGE} finished Tasks in a sweep`, value: page, unit: 'ms' },
    { name: 'nothing to do, nothing waits', value: idle, unit: 'ms/s' },
    { name: `nothing to do, ${waiting} requests wait`, value: idleWaiting, unit: 'ms/s' },
    {
      name: `waiting request and hour, polled (${POLLS_PER_HOUR.toFixed(1)} polls; derived)`,
      value: poll * POLLS_PER_HOUR,
      unit: 'ms',
    },
    {
      name: `waiting request and hour, swept (${waiting} wait, as many are finished, ${SWEEPS_PER_HOUR} sweeps, a poll a day; derived)`,
      value: standing + sweeps + poll * SAFETY_POLLS_PER_HOUR,
      unit: 'ms',
    },
  ];
}

/** Measures the processor time of an idle second, in milliseconds. */
async function idleCost(bench: Bench, { real }: SideBySide): Promise<number> {
  await untilIdle(real);
  const ms = bench.size(10_000, 1_000);
  const cost = await costOf({ worker: real, serverPid: bench.temporal.pid }, () => delay(ms));
  return ownCpu(cost) / (ms / 1000);
}

async function costOfSweep(bench: Bench, { real }: SideBySide, account: string): Promise<number> {
  const sweeps = bench.size(20, 2);
  const cost = await costOf({ worker: real, serverPid: bench.temporal.pid }, async () => {
    for (let done = 0; done < sweeps; done += 1) await sweep(bench, real, account);
  });
  return ownCpu(cost) / sweeps;
}
