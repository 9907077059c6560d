import { quantile } from './numbers.js';

const UNITS: [name: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
];

/** A time span in the two units that matter: `3 h 20 min`, `4 d`, `12 s`. */
export function durationText(seconds: number): string {
  if (seconds > 0 && seconds < 1) return 'less than 1 s';
  const largest = UNITS.findIndex(([, size]) => seconds >= size);
  const units = largest === -1 ? UNITS.slice(-1) : UNITS.slice(largest, largest + 2);
  const smallest = units.at(-1)![1];
  let left = Math.round(seconds / smallest) * smallest;
  // Rounding up may fill the next unit: 59 min 59.6 s is 1 h.
  if (largest > 0 && left >= UNITS[largest - 1]![1]) return durationText(left);
  const parts = units.flatMap(([name, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return count === 0 ? [] : [`${count} ${name}`];
  });
  return parts.length === 0 ? '0' : parts.join(' ');
}

/** How many spans fall into equal classes, from 0 on. */
export interface Histogram {
  /** Seconds. */
  width: number;
  counts: number[];
  /** How many are longer than all classes: one in a hundred at most, or a single one would squeeze all others together. */
  longer: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Widths that people count in. Seconds. */
const WIDTHS = [
  ...[1, 2, 5, 10, 30],
  ...[1, 2, 5, 10, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28].map((days) => days * DAY),
];
const MOST_CLASSES = 20;

/** @param sorted seconds, at least one */
export function histogramOf(sorted: Float64Array): Histogram {
  const most = quantile(sorted, 0.99);
  const width = WIDTHS.find((each) => most / each < MOST_CLASSES) ?? Math.floor(most / MOST_CLASSES) + 1;
  const counts = new Array<number>(Math.floor(most / width) + 1).fill(0);
  let longer = 0;
  for (const seconds of sorted) {
    const index = Math.floor(Math.max(0, seconds) / width);
    if (index < counts.length) counts[index]! += 1;
    else longer += 1;
  }
  return { width, counts, longer };
}
