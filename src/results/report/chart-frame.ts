import { formatCount } from './html.js';

/** Size and margins of a chart, in units of its viewBox. */
const FRAME = { width: 920, height: 300, left: 64, right: 16, top: 12, bottom: 44 };

/** A function from a value to its coordinate. */
export type Scale = (value: number) => number;

/** Creates a linear scale. A domain without width is in the middle. */
export function createScale([from, to]: [number, number], [start, end]: [number, number]): Scale {
  if (from === to) return () => (start + end) / 2;
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}

/** The horizontal range of the drawing. */
export const X_RANGE: [number, number] = [FRAME.left, FRAME.width - FRAME.right];
/** The vertical range of the drawing: counts grow upwards. */
export const Y_RANGE: [number, number] = [FRAME.height - FRAME.bottom, FRAME.top];

/** Draws horizontal lines at the counts, with their numbers. */
export function drawCountAxis(ticks: number[], y: Scale): string {
  const [start, end] = X_RANGE;
  return ticks
    .map((tick) => {
      const at = formatCoordinate(y(tick));
      const line = `<line class="${tick === 0 ? 'axis' : 'grid'}" x1="${start}" x2="${end}" y1="${at}" y2="${at}"/>`;
      return `${line}<text class="tick" x="${start - 8}" y="${at}" dy=".32em" text-anchor="end">${formatCount(tick)}</text>`;
    })
    .join('');
}

/** Draws a label below the chart, with a second line under it. */
export function drawLabel(x: number, text: string, below = '', anchor = 'middle'): string {
  const y = FRAME.height - FRAME.bottom + 18;
  const second =
    below === '' ? '' : `<tspan class="below" x="${formatCoordinate(x)}" dy="1.25em">${below}</tspan>`;
  return `<text class="tick" x="${formatCoordinate(x)}" y="${y}" text-anchor="${anchor}">${text}${second}</text>`;
}

/** Formats a coordinate, rounded to a tenth of a unit, which is finer than a reader can see. */
export function formatCoordinate(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Draws a chart with its description for screen readers. */
export function drawChart(description: string, content: string): string {
  return `<svg viewBox="0 0 ${FRAME.width} ${FRAME.height}" role="img" aria-label="${description}">${content}</svg>`;
}
