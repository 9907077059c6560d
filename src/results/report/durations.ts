import { quantile } from './numbers.js';

const UNITS: [name: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
];

/** Formats a time span in its two largest units: `3 h 20 min`, `4 d`, `12 s`. */
export function formatDuration(seconds: number): string {
  if (seconds > 0 && seconds < 1) return 'less than 1 s';
  const largest = UNITS.findIndex(([, size]) => seconds >= size);
  const units = largest === -1 ? UNITS.slice(-1) : UNITS.slice(largest, largest + 2);
  const smallest = units.at(-1)![1];
  let left = Math.round(seconds / smallest) * smallest;
  // Rounding up may fill the next unit: 59 min 59.6 s is 1 h.
  if (largest > 0 && left >= UNITS[largest - 1]![1]) return formatDuration(left);
  const parts = units.flatMap(([name, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  return parts.length === 0 ? '0' : parts.join(' ');
}

/** The number of time spans in classes of equal width, from 0 on. */
export interface Histogram {
  /** Width of a class, in seconds. */
  width: number;
  counts: number[];
  /** Number of spans longer than all classes: at most one in a hundred. Otherwise one long span would compress all others. */
  longer: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Round widths of a class, in seconds. */
const WIDTHS = [
  ...[1, 2, 5, 10, 30],
  ...[1, 2, 5, 10, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28].map((days) => days * DAY),
];
const MAX_CLASSES = 20;

/** Counts time spans in at most MAX_CLASSES classes. @param sorted seconds, at least one */
export function buildHistogram(sorted: Float64Array): Histogram {
  const most = quantile(sorted, 0.99);
  const width = WIDTHS.find((each) => most / each < MAX_CLASSES) ?? Math.floor(most / MAX_CLASSES) + 1;
  const counts = new Array<number>(Math.floor(most / width) + 1).fill(0);
  let longer = 0;
  for (const seconds of sorted) {
    const index = Math.floor(Math.max(0, seconds) / width);
    if (index < counts.length) counts[index]! += 1;
    else longer += 1;
  }
  return { width, counts, longer };
}
