import { parse } from 'lossless-json';

/**
 * The mark of a decimal that is kept as text. FHIR's decimals have a precision: `0.50` is not `0.5`. JavaScript's numbers and
 * JSON.parse lose it. So a number whose text would change is kept in memory as marked text, and written as the original
 * number. A FHIR string cannot contain the mark, because it must not have control characters. Sent JSON has only plain numbers.
 */
const MARK = '\u0000decimal:';

/** A marked decimal as JSON.stringify writes it. */
const WRITTEN = /"\\u0000decimal:(-?[0-9.eE+-]+)"/g;

/** Parses JSON, and keeps numbers as marked text if a JavaScript number would change their text. */
export function parseJson(text: string): unknown {
  return mayLosePrecision(text) ? parse(text, null, decimal) : (JSON.parse(text) as unknown);
}

/** Writes JSON, with marked decimals as the original numbers. */
export function stringifyJson(value: unknown, indent?: number): string {
  return removeMarks(JSON.stringify(value, null, indent));
}

/** Replaces the marked decimals in a JSON text by numbers. */
export function removeMarks(json: string): string {
  return json.includes('\\u0000decimal:') ? json.replace(WRITTEN, '$1') : json;
}

/**
 * Creates a decimal for a place of type number: a number if it keeps the text, otherwise marked text.
 *
 * @param text in JSON's number form
 */
export function decimal(text: string): number {
  const number = Number(text);
  return String(number) === text ? number : ((MARK + text) as unknown as number);
}

/** Returns the text of a number or of a marked decimal. Null for any other value. */
export function decimalText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.startsWith(MARK) ? value.slice(MARK.length) : null;
}

/** Copies a value with marked decimals as numbers, for code that calculates with them or checks their type. */
export function toPlainNumbers<T>(value: T): T {
  return JSON.parse(stringifyJson(value)) as T;
}

/**
 * A number that JavaScript would write differently: trailing zeros, an exponent, many digits, or negative zero. It matches only
 * in the place of a value, so that identifiers in strings (a UUID's `3e4`) rarely match.
 */
const AT_RISK =
  /(?:^|"\s*:|[[,])\s*-?(?:[0-9]+\.[0-9]*0(?![0-9])|[0-9]+(?:\.[0-9]+)?[eE]|[0-9.]{16}|(?<=-)0(?![.0-9]))/;

/**
 * Tells whether JavaScript could change a number in this JSON text. The check is fast. It may be true by mistake if a string
 * looks like JSON, but never false by mistake.
 */
export function mayLosePrecision(json: string): boolean {
  return AT_RISK.test(json);
}
