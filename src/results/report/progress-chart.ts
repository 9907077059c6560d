import { countAxis, label, place, scale, svg, X_RANGE, Y_RANGE, type Scale } from './chart-frame.js';
import { countTicks } from './count-scale.js';
import { cumulated } from './numbers.js';
import { timeTicks } from './time-scale.js';

/** When the requests were started, and when they ended, by how: sorted, milliseconds since 1970. */
export interface Course {
  started: Float64Array;
  /** From the bottom upwards. */
  ended: { name: string; times: Float64Array }[];
  /** How far it goes: to the last end, or to now where requests are open. */
  until: number;
}

/** As many points as the chart has room for, however many requests there are. */
const POINTS = 300;
const MOST_TICKS = 13;

/** How many requests were started, as a line, and how many have ended, as layers below it; the gap is what waits. */
export function progressChart({ started, ended, until }: Course): string {
  const from = started[0]!;
  const to = Math.max(until, started.at(-1)!, from + 1_000);
  const points = Array.from({ length: POINTS }, (_, index) => from + ((to - from) * index) / (POINTS - 1));
  // The last point is the sum: rounding must not lose whoever ended right then.
  points[POINTS - 1] = Infinity;
  const startedBy = cumulated(started, points);
  const ticks = countTicks(startedBy.at(-1)!);
  const y = scale([0, ticks.at(-1)!], Y_RANGE);
  const x = scale([0, POINTS - 1], X_RANGE);

  let below = points.map(() => 0);
  const layers = ended.map(({ name, times }) => {
    const own = cumulated(times, points);
    const above = below.map((count, index) => count + own[index]!);
    const layer = times.length === 0 ? '' : area(name, below, above, x, y);
    below = above;
    return layer;
  });
  const line = `<polyline class="started" points="${path(startedBy, x, y)}"/>`;
  return svg(
    'Requests started and ended over time',
    countAxis(ticks, y) + timeAxis(from, to) + layers.join('') + line,
  );
}

function timeAxis(from: number, to: number): string {
  const x = scale([from, to], X_RANGE);
  const [, end] = Y_RANGE;
  const [start] = Y_RANGE;
  return timeTicks(from, to, MOST_TICKS)
    .map(({ at, label: text, below }) => {
      const line = `<line class="grid" x1="${place(x(at))}" x2="${place(x(at))}" y1="${start}" y2="${end}"/>`;
      return line + label(x(at), text, below);
    })
    .join('');
}

function area(name: string, below: number[], above: number[], x: Scale, y: Scale): string {
  const back = below.map((count, index) => `${place(x(index))},${place(y(count))}`).reverse();
  return `<polygon class="${name}" points="${path(above, x, y)} ${back.join(' ')}"/>`;
}

function path(counts: number[], x: Scale, y: Scale): string {
  return counts.map((count, index) => `${place(x(index))},${place(y(count))}`).join(' ');
}
