/** Measured figure: a count, or a ratio of two values of the same run. */
export interface Figure {
  name: string;
  /** Value, or the median of several measurements. */
  value: number;
  unit: string;
  /** Minimum and maximum of several measurements. */
  range?: [number, number];
  target?: { atLeast: number } | { atMost: number };
}

/** Whether a figure meets its target; null without a target. */
export function isMet({ value, target }: Figure): boolean | null {
  if (target === undefined) return null;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}
