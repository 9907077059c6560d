import { z } from 'zod';
import type { ProductInput } from '../contract/index.js';
import { code, country, identifier, language, positiveDecimal, text, uri } from './primitives.js';

const term = z.union([text, z.strictObject({ text: text.optional(), system: uri, code })]);

const quantity = z.strictObject({ value: positiveDecimal, unit: text });

const strengthObject = z
  .strictObject({
    value: positiveDecimal.optional(),
    unit: text.optional(),
    per: quantity.optional(),
    text: text.optional(),
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
        message: 'value and unit belong together; this one is missing',
      });
    }
    if (strength.per !== undefined && strength.value === undefined) {
      context.addIssue({ code: 'custom', path: ['per'], message: 'says per what, but there is no value' });
    }
  });

const ingredient = z.strictObject({
  substance: text,
  gsid: code.optional(),
  role: z.enum(['active', 'adjuvant', 'excipient']).optional(),
  strength: z.union([text, strengthObject]),
  referenceStrength: quantity.extend({ substance: text, gsid: code.optional() }).optional(),
});

const name = z.strictObject({
  name: text,
  country,
  language,
  jurisdiction: z.literal('EU').optional(),
  type: text.optional(),
});

/** Simple form of a product. */
export const product = z
  .strictObject({
    identifier,
    names: z.array(name).min(1, 'needs at least one name'),
    domain: z.enum(['Human', 'Veterinary']).optional(),
    doseForm: term.optional(),
    atc: code.optional(),
    ingredients: z.array(ingredient).min(1, 'needs at least one ingredient'),
    holder: z.strictObject({ name: text, identifier: identifier.optional() }),
    authorization: z.strictObject({ identifier }).optional(),
    documents: z
      .array(z.union([text, z.strictObject({ title: text, url: uri.optional() })]))
      .min(1, 'needs at least one document, such as the title or number of the SmPC'),
  })
  .superRefine((value, context) => {
    // guide, rule name-type-required-multiple
    if (value.names.length > 1 && !value.names.some((each) => each.type !== undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['names'],
        message: 'with more than one name, at least one of them needs a type',
      });
    }
  }) satisfies z.ZodType<ProductInput>;
