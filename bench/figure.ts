/** One measured figure: a count, or a ratio of two things that were measured in the same run. */
export interface Figure {
  name: string;
  /** The median, where something was measured several times. */
  value: number;
  unit: string;
  /** The least and the most of several measurements. */
  range?: [number, number];
  target?: { atLeast: number } | { atMost: number };
}

/** Whether a figure meets its target; null where it has none. */
export function isMet({ value, target }: Figure): boolean | null {
  if (target === undefined) return null;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}
