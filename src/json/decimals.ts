import { parse } from 'lossless-json';

/**
 * FHIR's decimals carry precision: `0.50` is not `0.5`. JavaScript's numbers lose it, and so does every JSON.parse on
 * the way. Where a number's text would change, it is kept in memory as text behind a mark that no FHIR string can
 * contain (control characters are not allowed in them), and written as the number that it was. On the wire there are
 * plain JSON numbers only.
 */
const MARK = '\u0000decimal:';

/** How JSON.stringify writes a marked decimal. */
const WRITTEN = /"\\u0000decimal:(-?[0-9.eE+-]+)"/g;

/** Parses JSON; numbers whose text a JavaScript number would change are kept as marked text. */
export function parseJson(text: string): unknown {
  return mayLosePrecision(text) ? parse(text, null, decimal) : (JSON.parse(text) as unknown);
}

/** Writes JSON; marked decimals become the numbers that they were. */
export function stringifyJson(value: unknown, indent?: number): string {
  return unmarked(JSON.stringify(value, null, indent));
}

/** Written JSON with its marked decimals turned into numbers. */
export function unmarked(json: string): string {
  return json.includes('\\u0000decimal:') ? json.replace(WRITTEN, '$1') : json;
}

/**
 * Returns a decimal for a place that is typed as a number: a number if it keeps all digits, else marked text.
 *
 * @param text in JSON's number form
 */
export function decimal(text: string): number {
  const number = Number(text);
  return String(number) === text ? number : ((MARK + text) as unknown as number);
}

/** The text of a number or of a marked decimal; null for anything else. */
export function decimalText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.startsWith(MARK) ? value.slice(MARK.length) : null;
}

/** Returns a copy in which marked decimals are numbers, for code that calculates with them or checks their type. */
export function withPlainNumbers<T>(value: T): T {
  return JSON.parse(stringifyJson(value)) as T;
}

/**
 * Number that JavaScript would write differently: zeros at the end of its fraction, an exponent, many digits, a negative
 * zero. The pattern requires the place of a JSON value, so that identifiers within strings (a UUID's `3e4`) rarely match.
 */
const AT_RISK =
  /(?:^|"\s*:|[[,])\s*-?(?:[0-9]+\.[0-9]*0(?![0-9])|[0-9]+(?:\.[0-9]+)?[eE]|[0-9.]{16}|(?<=-)0(?![.0-9]))/;

/**
 * Whether a number in this JSON text could change when JavaScript reads it. Quick, and wrong only towards caution (where
 * strings look like JSON themselves).
 */
export function mayLosePrecision(json: string): boolean {
  return AT_RISK.test(json);
}
