import { z } from 'zod';
import { decimalText } from '../json/decimals.js';

/** Text that is not empty. Blanks around it are removed. */
export const text = z
  .string()
  .refine((value) => decimalText(value) === null, { message: 'must be text, in quotes', abort: true })
  .trim()
  .min(1, 'must not be empty');

const ABSOLUTE_URI = /^[a-z][a-z0-9+.-]*:\S+$/i;

/** Creates a schema of absolute URIs. `message` names the allowed values. */
export function uriOr(message: string): z.ZodString {
  return z.string().trim().regex(ABSOLUTE_URI, message);
}

/** URI of a naming or code system. FHIR requires absolute ones in `Identifier.system` and `Coding.system`. */
export const uri = uriOr('must be an absolute URI, such as http://example.org/mpid or urn:oid:1.2.3');

/** FHIR's `code`: without white space at its ends, with single blanks only. */
export const code = z
  .string()
  .regex(/^\S+( \S+)*$/, 'must be a code that is not empty, without blanks at its ends or two blanks in a row');

const positive = 'must be a number greater than 0, such as 2.5 or "2.50"';

/**
 * An amount greater than zero: a JSON number, or text in FHIR's decimal form, in which `0.50` and `0.5` differ. It has at
 * most 18 digits, like FHIR's `decimal`.
 */
export const positiveDecimal = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .overwrite((value) => decimalText(value) ?? value)
      .regex(/^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?$/, { message: positive, abort: true }),
  ])
  .refine((value) => Number(value) > 0, { message: positive })
  .describe('Greater than 0: a number, or text if its precision matters ("2.50"); at most 18 digits');

/** Language tag of BCP 47, checked for its form: `nl`, `pt-BR`. R5 binds it to all-languages. */
export const language = z
  .string()
  .refine(isLanguageTag, {
    message: 'must be a BCP 47 language tag, such as nl or pt-BR',
  })
  .describe('BCP 47: nl, pt-BR');

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** ISO 3166-1 alpha-2 or alpha-3, in capitals. */
export const country = z
  .string()
  .regex(/^[A-Z]{2,3}$/, 'must be an ISO 3166-1 code of two or three capital letters, such as NL or NLD')
  .describe('ISO 3166-1, two or three letters: NL, NLD');

export const identifier = z.strictObject({ system: uri.describe('URI of the naming system'), value: text });
