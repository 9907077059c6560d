/** Chooses at most six ticks: round whole numbers from 0 to the largest count, or just above it. */
export function chooseCountTicks(largest: number): number[] {
  const step = Math.max(1, roundUp(largest / 5));
  const ticks = Array.from({ length: Math.ceil(largest / step) + 1 }, (_, index) => index * step);
  return ticks.length === 1 ? [0, 1] : ticks;
}

/** Rounds up to the next of 1, 2, 5, 10, 20, 50 … */
function roundUp(value: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 5, 10].map((digit) => digit * magnitude).find((round) => round >= value)!;
}
