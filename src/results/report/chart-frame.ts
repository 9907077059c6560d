import { grouped } from './html.js';

/** Where a chart is drawn, in the units of its viewBox. */
const FRAME = { width: 920, height: 300, left: 64, right: 16, top: 12, bottom: 44 };

/** From a value to its place between two others. */
export type Scale = (value: number) => number;

/** A linear scale; a domain without width lies in the middle. */
export function scale([from, to]: [number, number], [start, end]: [number, number]): Scale {
  if (from === to) return () => (start + end) / 2;
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}

/** The horizontal extent of what is drawn. */
export const X_RANGE: [number, number] = [FRAME.left, FRAME.width - FRAME.right];
/** The vertical one: counts grow upwards. */
export const Y_RANGE: [number, number] = [FRAME.height - FRAME.bottom, FRAME.top];

/** Horizontal lines at the counts, with their numbers. */
export function countAxis(ticks: number[], y: Scale): string {
  const [start, end] = X_RANGE;
  return ticks
    .map((tick) => {
      const at = place(y(tick));
      const line = `<line class="${tick === 0 ? 'axis' : 'grid'}" x1="${start}" x2="${end}" y1="${at}" y2="${at}"/>`;
      return `${line}<text class="tick" x="${start - 8}" y="${at}" dy=".32em" text-anchor="end">${grouped(tick)}</text>`;
    })
    .join('');
}

/** A label below the chart, with a second line under it. */
export function label(x: number, text: string, below = '', anchor = 'middle'): string {
  const y = FRAME.height - FRAME.bottom + 18;
  const second = below === '' ? '' : `<tspan class="below" x="${place(x)}" dy="1.25em">${below}</tspan>`;
  return `<text class="tick" x="${place(x)}" y="${y}" text-anchor="${anchor}">${text}${second}</text>`;
}

/** A coordinate: a tenth of a unit is finer than anybody sees. */
export function place(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** A chart with its description, for those who do not see it. */
export function svg(description: string, content: string): string {
  return `<svg viewBox="0 0 ${FRAME.width} ${FRAME.height}" role="img" aria-label="${description}">${content}</svg>`;
}
