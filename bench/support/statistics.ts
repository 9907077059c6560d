import type { Figure } from '../figure.js';

/** The middle one of several measurements, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2;
}

/** A figure of several measurements: their median, and how far they lie apart. */
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
