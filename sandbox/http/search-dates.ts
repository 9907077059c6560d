import { fhirError } from './outcome.js';

/** Prefix, date, and time with its zone (R5, search, date): the parts that are missing make it less precise. */
const DATE = /^([a-z]{2})?(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/;

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

/** Tells whether an instant is what the prefix wants of a span of time. */
const PREFIXES: Record<string, (at: number, from: number, before: number) => boolean> = {
  eq: (at, from, before) => at >= from && at < before,
  ge: (at, from) => at >= from,
  gt: (at, _from, before) => at >= before,
  le: (at, _from, before) => at < before,
  lt: (at, from) => at < from,
};

/**
 * Tells whether an instant matches a date of a search, such as `ge2026-11-21T10:00:00Z` or `lt2026-11-21`. A date means
 * all of its day (UTC), a time all of its minute, second or millisecond.
 * @throws FhirError 400 for a value that is not a date, or has another prefix
 */
export function matchesDate(instant: string, asked: string): boolean {
  const [, prefix = 'eq', day = '', time = '', fraction, zone = 'Z'] = DATE.exec(asked) ?? [];
  const from = Date.parse(`${day}${time || 'T00:00'}${zone}`);
  const matches = Object.hasOwn(PREFIXES, prefix) ? PREFIXES[prefix] : undefined;
  if (Number.isNaN(from) || !matches) {
    throw fhirError(400, 'invalid', `"${asked}" is not a date for a search (with ge, gt, le, lt or eq).`);
  }
  return matches(Date.parse(instant), from, from + spanMs(time, fraction));
}

function spanMs(time: string, fraction: string | undefined): number {
  if (time === '') return DAY_MS;
  if (fraction !== undefined) return 1;
  return time.length > 'T00:00'.length ? SECOND_MS : MINUTE_MS;
}
