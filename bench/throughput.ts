import type { Benchmark } from './benchmark.js';
import type { Figure } from './figure.js';
import { ownCpu, type Cost } from './support/cost.js';
import { measuredRounds, type Rounds } from './support/rounds.js';
import { POLLS } from './support/side-by-side.js';
import { figureOf } from './support/statistics.js';

/** Requests per second, and processor time, beside the skeleton's. */
export const throughput: Benchmark = {
  title: 'Requests per second, real beside skeleton',
  run: async (bench) => figures(await measuredRounds(bench)),
};

function figures({ polled, swept, skeleton }: Rounds): Figure[] {
  const rates = (costs: Cost[]): number[] => costs.map(({ ms }) => 1000 / ms);
  const faster = (costs: Cost[]): number[] => costs.map(({ ms }, round) => skeleton[round]!.ms / ms);
  const dearer = (costs: Cost[]): number[] =>
    costs.map((cost, round) => ownCpu(cost) / ownCpu(skeleton[round]!));
  const [polls, none] = [
    `polled (${POLLS} polls) / skeleton (${POLLS} polls)`,
    `swept (no poll) / skeleton (${POLLS} polls)`,
  ];
  return [
    figureOf(`${polls}, requests per second`, '×', faster(polled), { atLeast: 0.9 }),
    figureOf(`${none}, requests per second`, '×', faster(swept), { atLeast: 1.8 }),
    figureOf(`${polls}, processor time of worker and server`, '×', dearer(polled)),
    figureOf(`${none}, processor time of worker and server`, '×', dearer(swept)),
    figureOf('requests, polled', '1/s', rates(polled)),
    figureOf('requests, swept', '1/s', rates(swept)),
    figureOf('skeletons', '1/s', rates(skeleton)),
  ];
}
