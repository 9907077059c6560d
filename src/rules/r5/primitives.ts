/** Form of a primitive type of R5 in JSON (hl7.org/fhir/R5/datatypes.html, json.html). */
interface Form {
  json: 'string' | 'number' | 'boolean';
  /** Tells whether a value of the right JSON type has the form. */
  fits: (value: never) => boolean;
  /** The form, for people. */
  form: string;
}

const createTextForm = (pattern: RegExp, form: string): Form => ({
  json: 'string',
  fits: (value: string) => pattern.test(value),
  form,
});
const createWholeForm = (min: number, form: string): Form => ({
  json: 'number',
  fits: (value: number) => Number.isInteger(value) && value >= min && value <= 2_147_483_647,
  form,
});

// A string must not contain control characters other than tab, line feed and carriage return.
// eslint-disable-next-line no-control-regex
const STRING = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]+$/;
const YEAR = '[0-9]{4}';
const MONTH = `${YEAR}-(?:0[1-9]|1[0-2])`;
const DAY = `${MONTH}-(?:0[1-9]|[12][0-9]|3[01])`;
const CLOCK = '(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\\.[0-9]{1,9})?';
const ZONE = '(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))';
const INSTANT = new RegExp(`^${DAY}T${CLOCK}${ZONE}$`);
const DATE = new RegExp(`^(?:${YEAR}|${MONTH}|${DAY})$`);
const DATE_TIME = new RegExp(`^(?:${YEAR}|${MONTH}|${DAY}|${DAY}T${CLOCK}${ZONE})$`);

const createDateForm = (pattern: RegExp, form: string): Form => ({
  json: 'string',
  fits: (value: string) => pattern.test(value) && isDay(value.slice(0, 10)),
  form,
});

/** Tells whether a day exists in the calendar. A year or a month alone always does. */
function isDay(date: string): boolean {
  if (date.length < 10) return true;
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const string = createTextForm(STRING, 'text that is not empty, without control characters');
const uri = createTextForm(/^\S+$/, 'a URI without blanks');

const forms: Readonly<Record<string, Form>> = {
  // Blanks are removed first, because a pattern that allows them everywhere is extremely slow on a long invalid text.
  base64Binary: {
    json: 'string',
    fits: (value: string) =>
      /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/.test(
        value.replace(/\s+/g, ''),
      ),
    form: 'base64',
  },
  boolean: { json: 'boolean', fits: () => true, form: 'true or false' },
  canonical: uri,
  code: createTextForm(/^[^\s]+( [^\s]+)*$/, 'a code without blanks at its ends or two blanks in a row'),
  date: createDateForm(DATE, 'a date as YYYY, YYYY-MM or YYYY-MM-DD'),
  dateTime: createDateForm(DATE_TIME, 'a date, or a time with time zone such as 2026-05-20T10:30:00Z'),
  decimal: { json: 'number', fits: () => true, form: 'a number' },
  id: createTextForm(/^[A-Za-z0-9\-.]{1,64}$/, 'an id of 1 to 64 letters, digits, - and .'),
  instant: createDateForm(INSTANT, 'a time with time zone such as 2026-05-20T10:30:00Z'),
  integer: createWholeForm(-2_147_483_648, 'a whole number'),
  integer64: createTextForm(/^(?:0|[+-]?[1-9][0-9]*)$/, 'a whole number, as text'),
  markdown: string,
  oid: createTextForm(/^urn:oid:[0-2](?:\.(?:0|[1-9][0-9]*))+$/, 'an OID such as urn:oid:1.2.3'),
  positiveInt: createWholeForm(1, 'a whole number above 0'),
  string,
  time: createTextForm(new RegExp(`^${CLOCK}$`), 'a time such as 10:30:00'),
  unsignedInt: createWholeForm(0, 'a whole number, 0 or more'),
  uri,
  url: uri,
  uuid: createTextForm(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID such as urn:uuid:…'),
  // txt-1 and txt-2 check the content of a narrative.
  xhtml: string,
  // Ids of elements, and URLs of extensions.
  'System.String': createTextForm(/^\S+$/, 'text without blanks'),
};

/**
 * Finds the flaw of a value as a primitive type, and describes the required form. Returns null for a valid value. `code` is
 * FHIR's issue type: `structure` for a wrong JSON type, `value` for a wrong text or number.
 */
export function findFlaw(type: string, value: unknown): { code: string; text: string } | null {
  const form = forms[type];
  if (form === undefined) return null;
  if (typeof value !== form.json) {
    return {
      code: 'structure',
      text: `is ${describeValue(value)}; it must be ${form.form} (${nameOf(type)})`,
    };
  }
  if (form.fits(value as never)) return null;
  const shown = JSON.stringify(value).slice(0, 80);
  return { code: 'value', text: `is ${shown}; it must be ${form.form} (${nameOf(type)})` };
}

function nameOf(type: string): string {
  return type === 'System.String' ? 'string' : type;
}

/** Describes a JSON value in a few words. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  return typeof value === 'object'
    ? 'an object'
    : `the ${typeof value} ${JSON.stringify(value).slice(0, 80)}`;
}
