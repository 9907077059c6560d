const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const DATE_TIME =
  /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00))?)?)?$/;
const INSTANT =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$/;

type Check = (value: unknown) => boolean;

const matching =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const integer =
  (least: number): Check =>
  (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 2147483647;

const STRING = matching(/\S/);
const URI = matching(/^\S+$/);

/** Tells whether the day exists in its month: 31 February matches the pattern and does not exist. */
function realDay(value: unknown): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(String(value)) ?? [];
  if (day === undefined) return true;
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
}

/** The primitive types of R5 and what their JSON looks like (R5, datatypes). */
export const PRIMITIVES: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['boolean', (value) => typeof value === 'boolean'],
  ['decimal', (value) => typeof value === 'number'],
  ['integer', integer(-2147483648)],
  ['unsignedInt', integer(0)],
  ['positiveInt', integer(1)],
  ['integer64', matching(/^(0|[+-]?[1-9]\d*)$/)],
  ['string', STRING],
  ['markdown', STRING],
  ['xhtml', matching(/^\s*<div[\s>]/)],
  ['code', matching(/^\S+( \S+)*$/)],
  ['id', matching(/^[A-Za-z0-9\-.]{1,64}$/)],
  ['uri', URI],
  ['url', URI],
  ['canonical', URI],
  ['oid', matching(/^urn:oid:[0-2](\.(0|[1-9]\d*))+$/)],
  ['uuid', matching(/^urn:uuid:[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/)],
  ['base64Binary', matching(/^(?:\s*[A-Za-z0-9+/=]\s*)+$/)],
  ['date', (value) => matching(DATE)(value) && realDay(value)],
  ['dateTime', (value) => matching(DATE_TIME)(value) && realDay(value)],
  ['instant', (value) => matching(INSTANT)(value) && realDay(value)],
  ['time', matching(/^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?$/)],
]);
