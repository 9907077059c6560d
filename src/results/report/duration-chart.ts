import { countAxis, label, place, scale, svg, X_RANGE, Y_RANGE } from './chart-frame.js';
import { countTicks } from './count-scale.js';
import { durationText, type Histogram } from './durations.js';
import { grouped } from './html.js';

const MOST_LABELS = 8;
const GAP = 2;

/** How many requests took how long: a bar a class, and one for all that took longer. */
export function durationChart({ width, counts, longer }: Histogram): string {
  const bars = longer === 0 ? counts : [...counts, longer];
  const ticks = countTicks(Math.max(...bars));
  const x = scale([0, bars.length], X_RANGE);
  const y = scale([0, ticks.at(-1)!], Y_RANGE);
  const [bottom] = Y_RANGE;
  const drawn = bars.map((count, index) => {
    const isLonger = index === counts.length;
    const span = isLonger
      ? `longer than ${durationText(index * width)}`
      : `${durationText(index * width)} to ${durationText((index + 1) * width)}`;
    const [left, top] = [x(index) + GAP / 2, y(count)];
    const size = `width="${place(x(1) - x(0) - GAP)}" height="${place(bottom - top)}"`;
    const title = `<title>${span}: ${grouped(count)}</title>`;
    return `<rect class="${isLonger ? 'longer' : 'completed'}" x="${place(left)}" y="${place(top)}" ${size}>${title}</rect>`;
  });
  const every = Math.ceil((counts.length + 1) / MOST_LABELS);
  const edges = Array.from({ length: counts.length + 1 }, (_, index) => index).filter(
    (index) => index % every === 0,
  );
  const labels = edges.map((index) => label(x(index), durationText(index * width)));
  const rest = longer === 0 ? '' : label(x(counts.length + 0.5), '', 'longer');
  return svg(
    'Time from submission to the result, as a histogram',
    countAxis(ticks, y) + drawn.join('') + labels.join('') + rest,
  );
}
