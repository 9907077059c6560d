import type { CodeableConcept, Identifier, Period, Quantity, Ratio, RatioRange } from 'fhir/r5';

/** A value as people read it, and a quieter remark beside it: a code, the system of an identifier. */
export interface Said {
  text: string;
  note?: string;
}

/** Something to know about a product or a substance, by its name; it has one value or several. */
export interface Fact {
  label: string;
  values: Said[];
}

/** Code systems whose address does not end in what people call them. */
const SYSTEMS: Readonly<Record<string, string>> = {
  'http://standardterms.edqm.eu': 'EDQM',
  'http://fdasis.nlm.nih.gov': 'UNII',
  'urn:oid:2.16.840.1.113883.6.61': 'CAS',
};

const ABBREVIATIONS: readonly string[] = ['atc', 'cas', 'gsid', 'unii'];

/** Systems whose codes add nothing to the words. */
const PLAIN = /^(urn:iso:std:iso:3166|urn:ietf:bcp:47|http:\/\/hl7\.org\/fhir\/)|\/task-[a-z-]+$/;

/** Codes that most requests send without words. */
const CODES: Readonly<Record<string, string>> = {
  '100000072072': 'Active',
  '100000072073': 'Adjuvant',
  '100000072082': 'Excipient',
};

const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language' });
const REGIONS = new Intl.DisplayNames(['en'], { type: 'region' });

/** Makes a fact of its existing values; undefined where it has no values. */
export function fact(label: string, ...values: (Said | undefined)[]): Fact | undefined {
  const there = values.filter((value) => value !== undefined);
  return there.length > 0 ? { label, values: there } : undefined;
}

/** A plain text as a value; undefined where it is empty. */
export function said(text: string | undefined, note?: string): Said | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  return note === undefined ? { text } : { text, note };
}

/** Reads a concept: its text, else its display, else its code; codes that tell more become the remark, with their system. */
export function concept(value: CodeableConcept | undefined): Said | undefined {
  const codings = value?.coding ?? [];
  const words =
    value?.text ??
    codings
      .map(({ display, code }) => display ?? CODES[code ?? ''] ?? code)
      .find((word) => word !== undefined);
  const codes = codings
    .filter(({ system = '', code }) => code !== undefined && !PLAIN.test(system))
    .map(({ system = '', code = '' }) => [SYSTEMS[system] ?? lastPart(system), code === words ? '' : code])
    .map((parts) => parts.filter((part) => part !== '').join(' '))
    .filter((code) => code !== '');
  return said(words, codes.length > 0 ? codes.join(', ') : undefined);
}

/** A country or region: its name where it is coded with two letters, else as it is. */
export function country(value: CodeableConcept | undefined): string | undefined {
  const words = concept(value)?.text;
  return words !== undefined && /^[A-Z]{2}$/.test(words) ? named(REGIONS, words) : words;
}

/** A language by its English name. */
export function language(value: CodeableConcept | undefined): string | undefined {
  const code = value?.coding?.[0]?.code;
  return value?.text ?? (code === undefined ? undefined : named(LANGUAGES, code));
}

/** `EU-1183`, with its system as the remark. */
export function identifier({ value, system, type }: Identifier): Said | undefined {
  return said(value, concept(type)?.text ?? system);
}

/** `500 mg`. */
export function quantity(value: Quantity | undefined): string | undefined {
  if (value?.value === undefined) return value?.unit ?? value?.code;
  return [value.comparator, value.value, value.unit ?? value.code]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** `500 mg per 1 tablet`. */
export function ratio(value: Ratio | undefined): string | undefined {
  return per(quantity(value?.numerator), value?.denominator);
}

/** `450 mg to 500 mg per 1 tablet`. */
export function ratioRange(value: RatioRange | undefined): string | undefined {
  const bounds = [quantity(value?.lowNumerator), quantity(value?.highNumerator)].filter(
    (bound) => bound !== undefined,
  );
  return per(bounds.length > 0 ? bounds.join(' to ') : undefined, value?.denominator);
}

/** `2024-01-01 to 2029-01-01`, or what of it is known. */
export function period(value: Period | undefined): string | undefined {
  if (value?.start === undefined) return value?.end === undefined ? undefined : `until ${value.end}`;
  return value.end === undefined ? `since ${value.start}` : `${value.start} to ${value.end}`;
}

function per(numerator: string | undefined, denominator: Quantity | undefined): string | undefined {
  const whole = quantity(denominator);
  return numerator === undefined || whole === undefined ? numerator : `${numerator} per ${whole}`;
}

/** The end of a system's address, which names it: `GSID`, `CAS`. */
function lastPart(system: string): string {
  const part = system.slice(Math.max(system.lastIndexOf('/'), system.lastIndexOf(':')) + 1);
  return ABBREVIATIONS.includes(part) ? part.toUpperCase() : part;
}

function named(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
