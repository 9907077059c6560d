import type { Bench, Benchmark } from './benchmark.js';
import type { Figure } from './figure.js';
import type { Batch } from './support/batches.js';
import { POLLS, polledRequests, skeletons, startSideBySide, sweptRequests } from './support/side-by-side.js';
import { figureOf } from './support/statistics.js';

/** Size of a request's history in Temporal's store. */
export const history: Benchmark = {
  title: 'History of a request',
  run: async (bench) => {
    const count = bench.size(10, 2);
    const system = await startSideBySide(bench, 1);
    try {
      return [
        ...(await figures(bench, `polled (${POLLS} polls)`, await polledRequests(bench, system, count))),
        ...(await figures(bench, 'swept (no poll)', await sweptRequests(bench, system, count))),
        ...(await figures(bench, `skeleton (${POLLS} polls)`, await skeletons(bench, system, count))),
      ];
    } finally {
      await system.end();
    }
  },
};

async function figures({ client }: Bench, what: string, { name, count }: Batch): Promise<Figure[]> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const described = await Promise.all(
    numbers.map((number) => client.workflow.getHandle(`${name}/${number}`).describe()),
  );
  const values = (of: 'historyLength' | 'historySize'): number[] => described.map((each) => each[of] ?? NaN);
  return [figureOf(what, 'events', values('historyLength')), figureOf(what, 'bytes', values('historySize'))];
}
