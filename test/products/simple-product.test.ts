import { describe, expect, it } from '@jest/globals';
import type { FhirResource, Ingredient, MedicinalProductDefinition } from 'fhir/r5';
import { EDITION_NAMES, type EditionName, type Issue, type ProductInput } from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import { createProductResources } from '../../src/products/product-resources.js';
import { fullProduct, minimalProduct } from './support/requests.js';

function mapped(
  changes: Partial<ProductInput> = {},
  edition: EditionName = '2026-05',
): {
  product: MedicinalProductDefinition;
  ingredients: Ingredient[];
  resources: FhirResource[];
  issues: Issue[];
} {
  const { resources, issues } = createProductResources(
    { ...minimalProduct, ...changes },
    editionNamed(edition),
  );
  return {
    product: resources.find((each) => each.resourceType === 'MedicinalProductDefinition')!,
    ingredients: resources.filter((each) => each.resourceType === 'Ingredient'),
    resources,
    issues,
  };
}

const ingredient = (changes: object): ProductInput['ingredients'] => [
  { substance: 'Caffeine', strength: '50 mg', ...changes },
];

describe('the Task of a simple product', () => {
  it.each(EDITION_NAMES)('is the resources of %s in the order of its inputs', (edition) => {
    const { resources } = createProductResources(fullProduct, editionNamed(edition));
    expect(resources.map(({ resourceType }) => resourceType)).toEqual([
      'MedicinalProductDefinition',
      'Ingredient',
      'Ingredient',
      'Ingredient',
      'Organization',
      ...(edition === '2025-01' ? [] : ['RegulatedAuthorization']),
    ]);
  });

  it('is the same for the same product, so that every attempt sends the same Task', () => {
    expect(mapped()).toEqual(mapped());
  });

  it('leaves out what was left out', () => {
    const { product, ingredients, resources } = mapped();
    expect(product).not.toHaveProperty('combinedPharmaceuticalDoseForm');
    expect(product).not.toHaveProperty('classification');
    expect(product.name[0]).not.toHaveProperty('type');
    expect(product.name[0]?.usage?.[0]).not.toHaveProperty('jurisdiction');
    expect(ingredients[0]?.substance.code.concept).toEqual({ text: 'Caffeine' });
    expect(JSON.stringify(resources)).not.toMatch(/null|undefined|\[\]|\{\}/);
  });
});

describe('the fields of a simple product', () => {
  it('identifier is the only identifier', () => {
    expect(mapped().product.identifier).toEqual([{ system: 'urn:example:mpid', value: 'MPID-8' }]);
  });

  it('names are names with country and language', () => {
    expect(mapped().product.name).toEqual([
      {
        productName: 'Wakeful',
        usage: [
          {
            country: { coding: [{ system: 'urn:iso:std:iso:3166', code: 'NLD' }] },
            language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'nl' }] },
          },
        ],
      },
    ]);
  });

  it('names stay in their order', () => {
    const names = mapped({ names: fullProduct.names }).product.name;
    expect(names.map(({ productName }) => productName)).toEqual(['Calmidor', 'Calmidor forte', 'serenamine']);
  });

  it("a name's type is coded where R5 has it, and text otherwise", () => {
    const [trade, plain, inn] = mapped({ names: fullProduct.names }).product.name;
    expect(inn?.type).toEqual({
      coding: [{ system: 'http://hl7.org/fhir/medicinal-product-name-type', code: 'INN' }],
    });
    expect(trade?.type).toEqual({ text: 'Trade name' });
    expect(plain?.type).toBeUndefined();
  });

  it.each([
    ['2025-01', 'http://who-umc.org/idmp/CodeSystem/jurisdiction'],
    ['2025-03', 'http://who-umc.org/idmp/CodeSystem/jurisdiction'],
    ['2026-05', 'http://umcterminologies.org/CodeSystem/jurisdiction'],
  ] as const)("a name's jurisdiction EU is coded in the system of %s", (edition, system) => {
    const { product } = mapped({ names: fullProduct.names }, edition);
    expect(product.name[0]?.usage?.[0]?.jurisdiction).toEqual({ coding: [{ system, code: 'EU' }] });
  });

  it.each([undefined, 'Human', 'Veterinary'] as const)('domain %s is a code; Human is meant', (domain) => {
    const code = mapped(domain === undefined ? {} : { domain }).product.domain?.coding?.[0];
    expect(code).toEqual({
      system: 'http://hl7.org/fhir/medicinal-product-domain',
      code: domain ?? 'Human',
    });
  });

  it('doseForm is text, or a code with or without text', () => {
    const form = (doseForm: ProductInput['doseForm']): unknown =>
      mapped(doseForm === undefined ? {} : { doseForm }).product.combinedPharmaceuticalDoseForm;
    const coding = [{ system: 'http://standardterms.edqm.eu', code: '10219000' }];
    expect(form('tablet')).toEqual({ text: 'tablet' });
    expect(form({ ...coding[0]!, text: 'Tablet' })).toEqual({ coding, text: 'Tablet' });
    expect(form(coding[0])).toEqual({ coding });
  });

  it('atc is a classification', () => {
    expect(mapped({ atc: 'N06BC01' }).product.classification).toEqual([
      { coding: [{ system: 'http://www.whocc.no/atc', code: 'N06BC01' }] },
    ]);
  });

  it('documents are shown by title, with their address as identifier', () => {
    const documents = ['SPC/8', { title: 'Leaflet' }, { title: 'PAR', url: 'https://acme.example/par' }];
    expect(mapped({ documents }).product.attachedDocument).toEqual([
      { display: 'SPC/8' },
      { display: 'Leaflet' },
      { identifier: { system: 'urn:ietf:rfc:3986', value: 'https://acme.example/par' }, display: 'PAR' },
    ]);
  });

  it('holder is the organization, with its identifier where it has one', () => {
    const holder = (input: ProductInput['holder']): unknown =>
      mapped({ holder: input }).resources.find((each) => each.resourceType === 'Organization');
    const identifier = { system: 'urn:example:org', value: 'ORG-1' };
    expect(holder({ name: 'Acme BV' })).toMatchObject({ name: 'Acme BV' });
    expect(holder({ name: 'Acme BV' })).not.toHaveProperty('identifier');
    expect(holder({ name: 'Acme BV', identifier })).toMatchObject({
      name: 'Acme BV',
      identifier: [identifier],
    });
  });
});

describe('the fields of an ingredient', () => {
  it('substance is the text of its concept', () => {
    expect(mapped().ingredients[0]?.substance.code.concept?.text).toBe('Caffeine');
  });

  it.each([
    ['2025-01', 'http://who-umc.org/idmp/gsid'],
    ['2025-03', 'http://who-umc.org/idmp/gsid'],
    ['2026-05', 'http://umcterminologies.org/gsid'],
  ] as const)('gsid is coded in the system of %s', (edition, system) => {
    const { ingredients } = mapped({ ingredients: ingredient({ gsid: 'GSID1' }) }, edition);
    expect(ingredients[0]?.substance.code.concept).toEqual({
      coding: [{ system, code: 'GSID1' }],
      text: 'Caffeine',
    });
  });

  it.each([
    [undefined, '100000072072'],
    ['active', '100000072072'],
    ['adjuvant', '100000072073'],
    ['excipient', '100000072082'],
  ] as const)('role %s is the code %s', (role, code) => {
    const { ingredients } = mapped({ ingredients: ingredient(role === undefined ? {} : { role }) });
    expect(ingredients[0]?.role.coding).toEqual([
      expect.objectContaining({ system: 'http://hl7.org/fhir/ingredient-role', code }),
    ]);
  });

  it('referenceStrength names its substance and amount', () => {
    const referenceStrength = { substance: 'Caffeine base', gsid: 'GSID2', value: '48.5', unit: 'mg' };
    const { ingredients } = mapped({ ingredients: ingredient({ referenceStrength }) });
    expect(ingredients[0]?.substance.strength?.[0]?.referenceStrength).toEqual([
      {
        substance: {
          concept: {
            coding: [{ system: 'http://umcterminologies.org/gsid', code: 'GSID2' }],
            text: 'Caffeine base',
          },
        },
        strengthQuantity: { value: 48.5, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' },
      },
    ]);
  });

  it('is an ingredient of the product, under an id of its own', () => {
    const { product, ingredients } = mapped({ ingredients: fullProduct.ingredients });
    expect(new Set(ingredients.map(({ id }) => id)).size).toBe(3);
    expect(ingredients.map(({ for: targets }) => targets?.[0]?.reference)).toEqual(
      Array(3).fill(`#${product.id}`),
    );
  });
});

describe('the place of the holder', () => {
  it('in 2025-01: in the contact of the product', () => {
    const { product, resources } = mapped({}, '2025-01');
    expect(product.contact).toHaveLength(1);
    expect(product.contact?.[0]?.contact).toMatchObject({ reference: '#holder', display: 'Acme BV' });
    expect(resources.some(({ resourceType }) => resourceType === 'RegulatedAuthorization')).toBe(false);
  });

  it.each(['2025-03', '2026-05'] as const)('in %s: in the authorization, not in the product', (edition) => {
    const { product, resources } = mapped({ authorization: fullProduct.authorization! }, edition);
    expect(product).not.toHaveProperty('contact');
    expect(resources.at(-1)).toEqual({
      resourceType: 'RegulatedAuthorization',
      id: 'authorization',
      identifier: [{ system: 'urn:example:ema', value: 'EU/1/26/0007' }],
      subject: [{ reference: '#product' }],
      holder: { reference: '#holder' },
    });
  });

  it('an authorization without a number is sent all the same: it carries the holder', () => {
    const authorization = mapped().resources.at(-1);
    expect(authorization).toMatchObject({ holder: { reference: '#holder' } });
    expect(authorization).not.toHaveProperty('identifier');
  });
});

describe('an authorization that the edition has no place for', () => {
  it('is left out in 2025-01, with a warning that says so', () => {
    expect(mapped({ authorization: fullProduct.authorization! }, '2025-01').issues).toEqual([
      {
        severity: 'warning',
        code: 'not-supported',
        text: expect.stringContaining('2025-01'),
        expression: ['product.authorization'],
      },
    ]);
  });

  it.each([
    ['2025-01', {}],
    ['2025-03', { authorization: fullProduct.authorization! }],
    ['2026-05', { authorization: fullProduct.authorization! }],
  ] as const)('is no warning in %s where nothing is left out', (edition, changes) => {
    expect(mapped(changes, edition).issues).toEqual([]);
  });
});
