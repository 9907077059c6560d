import type { Figure } from '../figure.js';

/** Returns the median of several measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}

/** Makes a figure of several measurements: median and range. */
export function figureOf(
  name: string,
  unit: string,
  values: readonly number[],
  target?: Figure['target'],
): Figure {
  return {
    name,
    value: median(values),
    unit,
    range: [Math.min(...values), Math.max(...values)],
    ...(target === undefined ? {} : { target }),
  };
}
