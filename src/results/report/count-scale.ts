/** Whole numbers from 0 up to, or just beyond, the largest count: round ones, at most six. */
export function countTicks(largest: number): number[] {
  const step = Math.max(1, roundedUp(largest / 5));
  const ticks = Array.from({ length: Math.ceil(largest / step) + 1 }, (_, index) => index * step);
  return ticks.length === 1 ? [0, 1] : ticks;
}

/** The next of 1, 2, 5, 10, 20, 50 … */
function roundedUp(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 5, 10].map((digit) => digit * magnitude).find((round) => round >= value)!;
}
