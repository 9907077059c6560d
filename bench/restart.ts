import { until } from '../test/support/until.js';
import type { Benchmark } from './benchmark.js';
import { each, startRequests, untilWaiting } from './support/batches.js';
import { startService, statusCalls } from './support/service.js';
import { startWorker } from './support/workers.js';

const DAY_SECONDS = 86_400;
const PATIENCE_MS = 300_000;

/** Measures how a new worker replaces a stopped one, and replays the workflows of its cache. */
export const restart: Benchmark = {
  title: 'A new worker takes over waiting requests',
  run: async (bench) => {
    const count = bench.size(1_000, 20);
    const service = await startService(bench, 'restart');
    const polling = { initialSeconds: DAY_SECONDS, maximumSeconds: DAY_SECONDS };
    const accounts = { restart: { url: service.url, polling } };
    let worker = await startWorker(bench, accounts);
    try {
      const batch = await startRequests(bench, worker, 'restart', count);
      await untilWaiting(bench, batch);
      await worker.end();
      bench.say(`${count} requests wait, and their worker is gone`);
      await each(count, (number) =>
        bench.client.workflow.getHandle(`${batch.name}/${number}`).signal('pollNow'),
      );
      await service.counted();
      const started = performance.now();
      const seconds = (): number => (performance.now() - started) / 1000;
      worker = await startWorker(bench, accounts, worker.queues);
      let polls = 0;
      const haveAllPolled = async (): Promise<boolean> => {
        polls += statusCalls(await service.counted()).reads;
        return polls >= count;
      };
      await until(haveAllPolled, `a poll of each of ${count}`, PATIENCE_MS);
      const polled = seconds();
      return [
        {
          name: `from the start of a worker until ${count} waiting requests have polled again`,
          value: polled,
          unit: 's',
        },
        { name: 'replayed and polled, the start of the worker included', value: count / polled, unit: '1/s' },
      ];
    } finally {
      await Promise.all([worker.end(), service.end()]);
    }
  },
};
