import fc from 'fast-check';
import type {
  IngredientInput,
  ProductInput,
  QuantityInput,
  StrengthInput,
} from '../../src/contract/index.js';

/** Text as FHIR allows it: not empty, without control characters. */
const text = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .filter((value) => value.trim() !== '' && !/\p{C}/u.test(value));
const code = fc.stringMatching(/^[A-Za-z0-9.-]{1,20}$/);
const uri = fc.constantFrom(
  'urn:oid:1.2.3',
  'http://example.org/ids',
  'https://example.org/a?b=c',
  'urn:example:x',
);
const identifier = fc.record({ system: uri, value: text });

const decimal = fc.oneof(
  fc.double({ min: 0.000001, max: 1e9, noNaN: true }),
  fc.integer({ min: 1, max: 1_000_000 }),
  fc.stringMatching(/^(0|[1-9][0-9]{0,5})\.[0-9]{0,4}[1-9]0{0,2}$/),
);
const unit = fc.oneof(
  fc.constantFrom('mg', 'g', 'mL', 'IU', 'DF', 'mcg', '%', 'MBq', 'q.s.', 'tablet', '[iU]'),
  text,
);
const quantity: fc.Arbitrary<QuantityInput> = fc.record({ value: decimal, unit });

const strength: fc.Arbitrary<StrengthInput> = fc.oneof(
  text,
  quantity,
  fc.record({ text }),
  fc.record({ value: decimal, unit, per: quantity }),
  fc.record({ value: decimal, unit, text }),
);

const ingredient: fc.Arbitrary<IngredientInput> = fc.record(
  {
    substance: text,
    strength,
    gsid: code,
    role: fc.constantFrom('active' as const, 'adjuvant' as const, 'excipient' as const),
    referenceStrength: fc.record(
      { value: decimal, unit, substance: text, gsid: code },
      { requiredKeys: ['value', 'unit', 'substance'] },
    ),
  },
  { requiredKeys: ['substance', 'strength'] },
);

const name = fc.record(
  {
    name: text,
    country: fc.constantFrom('NL', 'NLD', 'SE', 'USA'),
    language: fc.constantFrom('nl', 'pt-BR', 'en', 'zh-Hant-TW'),
    jurisdiction: fc.constant('EU' as const),
    type: fc.oneof(fc.constantFrom('INN', 'BAN'), text),
  },
  { requiredKeys: ['name', 'country', 'language'] },
);

/** Any product that the simple form allows. */
export const anyProduct: fc.Arbitrary<ProductInput> = fc.record(
  {
    identifier,
    names: fc
      .array(name, { minLength: 1, maxLength: 3 })
      .filter((names) => names.length === 1 || names.some(({ type }) => type !== undefined)),
    domain: fc.constantFrom('Human' as const, 'Veterinary' as const),
    doseForm: fc.oneof(text, fc.record({ system: uri, code, text }, { requiredKeys: ['system', 'code'] })),
    atc: fc.constantFrom('L04AX03', 'N02BE01'),
    ingredients: fc.array(ingredient, { minLength: 1, maxLength: 4 }),
    holder: fc.record({ name: text, identifier }, { requiredKeys: ['name'] }),
    authorization: fc.record({ identifier }),
    documents: fc.array(fc.oneof(text, fc.record({ title: text, url: uri }, { requiredKeys: ['title'] })), {
      minLength: 1,
      maxLength: 2,
    }),
  },
  { requiredKeys: ['identifier', 'names', 'ingredients', 'holder', 'documents'] },
);
