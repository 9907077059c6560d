import { z } from 'zod';
import type { ProductInput } from '../contract/index.js';
import { code, country, identifier, language, positiveDecimal, text, uri } from './primitives.js';

const term = z.union([text, z.strictObject({ text: text.optional(), system: uri, code })]);

const unit = text.describe("UCUM unit (mg, mL, …), or a unit of the edition's own (IU, DF, …)");
const quantity = z.strictObject({ value: positiveDecimal, unit });

const strengthObject = z
  .strictObject({
    value: positiveDecimal.optional(),
    unit: unit.optional(),
    per: quantity.optional().describe('Denominator of a ratio: the amount that contains the value'),
    text: text.optional().describe('Strength in words, alone or beside an amount'),
  })
  .superRefine((strength, context) => {
    if (strength.value === undefined && strength.text === undefined) {
      context.addIssue({ code: 'custom', message: 'needs a value with its unit, or a text' });
    }
    if ((strength.value === undefined) !== (strength.unit === undefined)) {
      const missing = strength.unit === undefined ? 'unit' : 'value';
      context.addIssue({
        code: 'custom',
        path: [missing],
        message: 'is missing; value and unit must be given together',
      });
    }
    if (strength.per !== undefined && strength.value === undefined) {
      context.addIssue({ code: 'custom', path: ['per'], message: 'must be given together with a value' });
    }
  });

const gsid = code.describe('Global substance identifier, if it is known');

const ingredient = z.strictObject({
  substance: text.describe('Name of the substance, preferably in English'),
  gsid: gsid.optional(),
  role: z.enum(['active', 'adjuvant', 'excipient']).optional().describe('Default: active'),
  strength: z
    .union([text, strengthObject])
    .describe(
      'Amount per unit of presentation, ratio (with per), or text; an object has value with unit, text, or both',
    ),
  referenceStrength: quantity
    .extend({ substance: text, gsid: gsid.optional() })
    .optional()
    .describe('Strength in terms of another substance, such as the base of a salt'),
});

const name = z.strictObject({
  name: text,
  country,
  language,
  jurisdiction: z
    .literal('EU')
    .optional()
    .describe('EU, if the name is valid in the whole European Union'),
  type: text
    .optional()
    .describe('Kind of the name (INN, Trade name, …); required on one name if there are several'),
});

/** Simple form of a product. */
export const product = z
  .strictObject({
    identifier: identifier.describe("The product's own identifier, such as its local MPID"),
    names: z.array(name).min(1, 'needs at least one name'),
    domain: z.enum(['Human', 'Veterinary']).optional().describe('Default: Human'),
    doseForm: term
      .optional()
      .describe('Combined pharmaceutical dose form: text (tablet), or a code, for example of EDQM'),
    atc: code.optional().describe('ATC code'),
    ingredients: z.array(ingredient).min(1, 'needs at least one ingredient'),
    holder: z
      .strictObject({ name: text, identifier: identifier.optional() })
      .describe('The organization that holds the marketing authorization'),
    authorization: z.strictObject({ identifier }).optional(),
    documents: z
      .array(z.union([text, z.strictObject({ title: text, url: uri.optional() })]))
      .min(1, 'needs at least one document, such as the title or number of the SmPC')
      .describe('Documents about the product: title or number, and optionally an address'),
  })
  .superRefine((value, context) => {
    // guide, rule name-type-required-multiple
    if (value.names.length > 1 && !value.names.some((each) => each.type !== undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['names'],
        message: 'must have a type on at least one name, because there are several names',
      });
    }
  }) satisfies z.ZodType<ProductInput>;
