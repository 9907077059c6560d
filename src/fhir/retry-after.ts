/**
 * Parses a `Retry-After` header, a number of seconds or an HTTP date (RFC 9110, 10.2.3), to seconds. Returns null for a
 * missing or malformed header, and 0 for a date in the past.
 */
export function parseRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  if (/^\d+$/.test(text)) return Number(text);
  // Date.parse alone would parse `-5` or `1.5` as a date long ago.
  const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}
