import {
  drawCountAxis,
  drawLabel,
  formatCoordinate,
  createScale,
  drawChart,
  X_RANGE,
  Y_RANGE,
  type Scale,
} from './chart-frame.js';
import { chooseCountTicks } from './count-scale.js';
import { cumulate } from './numbers.js';
import { chooseTimeTicks } from './time-scale.js';

/** The times at which requests started and ended: sorted, in milliseconds since 1970. */
export interface Course {
  started: Float64Array;
  /** By outcome, from the bottom layer upwards. */
  ended: { name: string; times: Float64Array }[];
  /** The end of the time axis: the last end, or now if requests are open. */
  until: number;
}

/** Number of points of a line, for any number of requests. */
const POINTS = 300;
/** Limit of the ticks of the time axis. */
const MAX_TICKS = 13;

/** Draws the started requests as a line, and the ended ones as layers below it. The gap is the waiting requests. */
export function drawProgressChart({ started, ended, until }: Course): string {
  const from = started[0]!;
  const to = Math.max(until, started.at(-1)!, from + 1_000);
  const points = Array.from({ length: POINTS }, (_, index) => from + ((to - from) * index) / (POINTS - 1));
  // The last point counts all requests. Otherwise rounding could omit a request that ended at that moment.
  points[POINTS - 1] = Infinity;
  const startedBy = cumulate(started, points);
  const ticks = chooseCountTicks(startedBy.at(-1)!);
  const y = createScale([0, ticks.at(-1)!], Y_RANGE);
  const x = createScale([0, POINTS - 1], X_RANGE);

  let below = points.map(() => 0);
  const layers = ended.map(({ name, times }) => {
    const own = cumulate(times, points);
    const above = below.map((count, index) => count + own[index]!);
    const layer = times.length === 0 ? '' : drawArea(name, below, above, x, y);
    below = above;
    return layer;
  });
  const line = `<polyline class="started" points="${formatPoints(startedBy, x, y)}"/>`;
  return drawChart(
    'Requests started and ended over time',
    drawCountAxis(ticks, y) + drawTimeAxis(from, to) + layers.join('') + line,
  );
}

function drawTimeAxis(from: number, to: number): string {
  const x = createScale([from, to], X_RANGE);
  const [, end] = Y_RANGE;
  const [start] = Y_RANGE;
  return chooseTimeTicks(from, to, MAX_TICKS)
    .map(({ at, label: text, below }) => {
      const line = `<line class="grid" x1="${formatCoordinate(x(at))}" x2="${formatCoordinate(x(at))}" y1="${start}" y2="${end}"/>`;
      return line + drawLabel(x(at), text, below);
    })
    .join('');
}

function drawArea(name: string, below: number[], above: number[], x: Scale, y: Scale): string {
  const back = below
    .map((count, index) => `${formatCoordinate(x(index))},${formatCoordinate(y(count))}`)
    .reverse();
  return `<polygon class="${name}" points="${formatPoints(above, x, y)} ${back.join(' ')}"/>`;
}

function formatPoints(counts: number[], x: Scale, y: Scale): string {
  return counts
    .map((count, index) => `${formatCoordinate(x(index))},${formatCoordinate(y(count))}`)
    .join(' ');
}
