import type { Benchmark } from './benchmark.js';
import type { Figure } from './figure.js';
import { startRequests, startSkeletons, untilWaiting } from './support/batches.js';
import { startService } from './support/service.js';
import { startWaiting, untilIdle } from './support/waiting.js';
import { startSkeletonWorker, startWorker, type WorkerProcess } from './support/workers.js';

const DAY_SECONDS = 86_400;

/** Requests before the measurement, because code that they load and compile belongs to no single request. */
const FIRST = 50;

/** Memory that each waiting workflow adds to a worker, in bytes. */
interface Added {
  /** Main thread and the thread of the workflows, after a garbage collection. */
  heap: number;
  resident: number;
}

/** Memory of the worker per waiting request; all of them are in its cache of 1,000. */
export const memory: Benchmark = {
  title: 'Memory of the worker per waiting request',
  run: async (bench) => {
    const count = bench.size(900, 50);
    const many = bench.size(10_000, 100);
    const [service, skeleton] = await Promise.all([
      startService(bench, 'waiting'),
      startSkeletonWorker(bench),
    ]);
    const polling = { initialSeconds: DAY_SECONDS, maximumSeconds: DAY_SECONDS };
    const real = await startWorker(bench, { waiting: { url: service.url, polling } });
    try {
      const ofSkeletons = await added(skeleton, count, async (number) => {
        await startSkeletons(bench, skeleton, number, { polls: 1, waitMs: DAY_SECONDS * 1000 });
      });
      bench.say(`${count} skeletons wait`);
      const ofRequests = await added(real, count, async (number) => {
        await untilWaiting(bench, await startRequests(bench, real, 'waiting', number));
      });
      bench.say(`${count} requests wait`);
      const first = real.residentBytes();
      await startWaiting(bench, real, 'waiting', many - FIRST - count);
      await untilIdle(real);
      return figures(ofRequests, ofSkeletons, {
        first,
        then: real.residentBytes(),
        count: FIRST + count,
        many,
      });
    } finally {
      await Promise.all([real.end(), skeleton.end(), service.end()]);
    }
  },
};

async function added(
  worker: WorkerProcess,
  count: number,
  start: (count: number) => Promise<void>,
): Promise<Added> {
  const read = async (): Promise<Added> => {
    await untilIdle(worker);
    const { main, threads } = await worker.heap();
    return { heap: main + threads, resident: worker.residentBytes() };
  };
  await start(FIRST);
  const before = await read();
  await start(count);
  const after = await read();
  return { heap: (after.heap - before.heap) / count, resident: (after.resident - before.resident) / count };
}

const KB = 1000;
const MB = 1_000_000;

function figures(
  real: Added,
  skeleton: Added,
  { first, then, count, many }: { first: number; then: number; count: number; many: number },
): Figure[] {
  return [
    {
      name: 'heap, request / skeleton',
      value: real.heap / skeleton.heap,
      unit: '×',
      target: { atMost: 1.2 },
    },
    {
      name: 'RSS, request / skeleton',
      value: real.resident / skeleton.resident,
      unit: '×',
      target: { atMost: 1.2 },
    },
    { name: 'heap per waiting request', value: real.heap / KB, unit: 'kB' },
    { name: 'heap per waiting skeleton', value: skeleton.heap / KB, unit: 'kB' },
    { name: 'RSS per waiting request', value: real.resident / KB, unit: 'kB' },
    { name: 'RSS per waiting skeleton', value: skeleton.resident / KB, unit: 'kB' },
    { name: `RSS of the worker, ${count} requests waiting`, value: first / MB, unit: 'MB' },
    {
      name: `RSS of the worker, ${many} requests waiting (1,000 of them cached)`,
      value: then / MB,
      unit: 'MB',
    },
  ];
}
