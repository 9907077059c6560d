import {
  drawCountAxis,
  drawLabel,
  formatCoordinate,
  createScale,
  drawChart,
  X_RANGE,
  Y_RANGE,
} from './chart-frame.js';
import { chooseCountTicks } from './count-scale.js';
import { formatDuration, type Histogram } from './durations.js';
import { formatCount } from './html.js';

/** Limit of the labels below the chart. */
const MAX_LABELS = 8;
/** Space between two bars, in units of the viewBox. */
const GAP = 2;

/** Draws the durations as a histogram: one bar per class, and one for all longer durations. */
export function drawDurationChart({ width, counts, longer }: Histogram): string {
  const bars = longer === 0 ? counts : [...counts, longer];
  const ticks = chooseCountTicks(Math.max(...bars));
  const x = createScale([0, bars.length], X_RANGE);
  const y = createScale([0, ticks.at(-1)!], Y_RANGE);
  const [bottom] = Y_RANGE;
  const drawn = bars.map((count, index) => {
    const isLonger = index === counts.length;
    const span = isLonger
      ? `longer than ${formatDuration(index * width)}`
      : `${formatDuration(index * width)} to ${formatDuration((index + 1) * width)}`;
    const [left, top] = [x(index) + GAP / 2, y(count)];
    const size = `width="${formatCoordinate(x(1) - x(0) - GAP)}" height="${formatCoordinate(bottom - top)}"`;
    const title = `<title>${span}: ${formatCount(count)}</title>`;
    return `<rect class="${isLonger ? 'longer' : 'completed'}" x="${formatCoordinate(left)}" y="${formatCoordinate(top)}" ${size}>${title}</rect>`;
  });
  const every = Math.ceil((counts.length + 1) / MAX_LABELS);
  const edges = Array.from({ length: counts.length + 1 }, (_, index) => index).filter(
    (index) => index % every === 0,
  );
  const labels = edges.map((index) => drawLabel(x(index), formatDuration(index * width)));
  const rest = longer === 0 ? '' : drawLabel(x(counts.length + 0.5), '', 'longer');
  return drawChart(
    'Time from submission to the result, as a histogram',
    drawCountAxis(ticks, y) + drawn.join('') + labels.join('') + rest,
  );
}
