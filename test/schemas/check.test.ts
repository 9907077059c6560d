import { describe, expect, it } from '@jest/globals';
import type { Kind, ProductInput } from '../../src/contract/index.js';
import { check, product, requests, substance } from '../../src/schemas/index.js';
import { fullProduct, minimalProduct } from '../products/support/requests.js';

/** Copies a value with a change at a path (`ingredients.0.strength`); removes the place where the change has no value. */
function changed(form: unknown, path: string, value?: unknown): unknown {
  const copy = structuredClone(form);
  const keys = path.split('.');
  const last = keys.pop()!;
  const holder = keys.reduce<Record<string, unknown>>(
    (at, key) => at[key] as Record<string, unknown>,
    copy as Record<string, unknown>,
  );
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

/** Lists the problems as `place: text`. */
function problems(schema: Parameters<typeof check>[0], data: unknown, at = ''): string[] {
  return check(schema, data, at).issues.map(({ expression, text }) => `${expression.join(', ')}: ${text}`);
}

const minimalSubstance = { name: 'Hushamide', language: 'en' };

describe('a product in the simple form', () => {
  it.each([
    ['with everything', fullProduct],
    ['with the least', minimalProduct],
  ])('%s is taken as it is', (_name, form) => {
    expect(check(product, form)).toEqual({ value: form, issues: [] });
  });

  it('has blanks around its texts cut', () => {
    const form = changed(minimalProduct, 'names.0.name', '  Wakeful ');
    expect(check<ProductInput>(product, form).value?.names[0]?.name).toBe('Wakeful');
  });

  const POSITIVE = 'must be a number greater than 0, such as 2.5 or "2.50"';
  const AMOUNT = { value: 5, unit: 'mg' };

  it.each<[what: string, path: string, value: unknown, place: string, remedy: string | RegExp]>([
    // missing fields
    ['no identifier', 'identifier', undefined, 'identifier', 'is missing'],
    ['no identifier system', 'identifier.system', undefined, 'identifier.system', 'is missing'],
    ['no names', 'names', undefined, 'names', 'is missing'],
    ['an empty list of names', 'names', [], 'names', 'needs at least one name'],
    ['a name without country', 'names.0.country', undefined, 'names[0].country', 'is missing'],
    ['no ingredients', 'ingredients', undefined, 'ingredients', 'is missing'],
    ['an empty list of ingredients', 'ingredients', [], 'ingredients', 'needs at least one ingredient'],
    [
      'an ingredient without strength',
      'ingredients.0.strength',
      undefined,
      'ingredients[0].strength',
      'is missing',
    ],
    ['no holder', 'holder', undefined, 'holder', 'is missing'],
    ['no documents', 'documents', undefined, 'documents', 'is missing'],
    ['an empty list of documents', 'documents', [], 'documents', /at least one document, such as/],
    // strengths
    [
      'a strength of zero',
      'ingredients.0.strength',
      { value: 0, unit: 'mg' },
      'ingredients[0].strength.value',
      POSITIVE,
    ],
    [
      'a negative strength',
      'ingredients.0.strength',
      { value: -5, unit: 'mg' },
      'ingredients[0].strength.value',
      POSITIVE,
    ],
    [
      'a negative strength as text',
      'ingredients.0.strength',
      { value: '-5', unit: 'mg' },
      'ingredients[0].strength.value',
      POSITIVE,
    ],
    [
      'a strength of zero as text',
      'ingredients.0.strength',
      { value: '0.00', unit: 'mg' },
      'ingredients[0].strength.value',
      POSITIVE,
    ],
    [
      'a strength in words',
      'ingredients.0.strength',
      { value: 'five', unit: 'mg' },
      'ingredients[0].strength.value',
      POSITIVE,
    ],
    [
      'a strength with a comma',
      'ingredients.0.strength',
      { value: '2,5', unit: 'mg' },
      'ingredients[0].strength.value',
      POSITIVE,
    ],
    [
      'a strength of another type',
      'ingredients.0.strength',
      { value: true, unit: 'mg' },
      'ingredients[0].strength.value',
      'must be a number or text',
    ],
    [
      'a strength that is a number',
      'ingredients.0.strength',
      5,
      'ingredients[0].strength',
      'must be text or an object',
    ],
    ['an empty strength', 'ingredients.0.strength', '', 'ingredients[0].strength', 'must not be empty'],
    [
      'a strength of nothing',
      'ingredients.0.strength',
      {},
      'ingredients[0].strength',
      'needs a value with its unit, or a text',
    ],
    [
      'a value without unit',
      'ingredients.0.strength',
      { value: 5 },
      'ingredients[0].strength.unit',
      /must be given together/,
    ],
    [
      'a unit without value',
      'ingredients.0.strength',
      { unit: 'mg', text: '5' },
      'ingredients[0].strength.value',
      /must be given together/,
    ],
    [
      'a strength per something without value',
      'ingredients.0.strength',
      { text: '5', per: AMOUNT },
      'ingredients[0].strength.per',
      /together with a value/,
    ],
    [
      'a strength per zero',
      'ingredients.0.strength',
      { ...AMOUNT, per: { value: 0, unit: 'mL' } },
      'ingredients[0].strength.per.value',
      POSITIVE,
    ],
    [
      'a reference strength without substance',
      'ingredients.0.referenceStrength',
      AMOUNT,
      'ingredients[0].referenceStrength.substance',
      'is missing',
    ],
    [
      'a reference strength of zero',
      'ingredients.0.referenceStrength',
      { substance: 'Base', value: 0, unit: 'mg' },
      'ingredients[0].referenceStrength.value',
      POSITIVE,
    ],
    // names
    [
      'a language that is none',
      'names.0.language',
      'Dutch language',
      'names[0].language',
      'must be a BCP 47 language tag, such as nl or pt-BR',
    ],
    ['a language with an underscore', 'names.0.language', 'pt_BR', 'names[0].language', /BCP 47/],
    ['an empty language', 'names.0.language', '', 'names[0].language', /BCP 47/],
    [
      'a country in words',
      'names.0.country',
      'Netherlands',
      'names[0].country',
      /ISO 3166-1 .* such as NL or NLD/,
    ],
    ['a country in small letters', 'names.0.country', 'nl', 'names[0].country', /capital letters/],
    ['another jurisdiction', 'names.0.jurisdiction', 'US', 'names[0].jurisdiction', 'must be "EU"'],
    [
      'two names without type',
      'names',
      [minimalProduct.names[0], minimalProduct.names[0]],
      'names',
      /must have a type on at least one name/,
    ],
    // other fields
    ['an unknown field', 'colour', 'red', 'colour', 'is not a known field'],
    [
      'an unknown field deep within',
      'ingredients.0.strenght',
      '5 mg',
      'ingredients[0].strenght',
      'is not a known field',
    ],
    ['names that are no list', 'names', 'Wakeful', 'names', 'must be a list'],
    ['an ingredient that is text', 'ingredients.0', 'Caffeine', 'ingredients[0]', 'must be an object'],
    ['a number as a name', 'names.0.name', 7, 'names[0].name', 'must be text'],
    ['a name of blanks', 'names.0.name', '   ', 'names[0].name', 'must not be empty'],
    [
      'an identifier system that is no URI',
      'identifier.system',
      'mpid',
      'identifier.system',
      /absolute URI, such as/,
    ],
    ['another domain', 'domain', 'Plants', 'domain', 'must be "Human" or "Veterinary"'],
    [
      'another role',
      'ingredients.0.role',
      'main',
      'ingredients[0].role',
      'must be "active" or "adjuvant" or "excipient"',
    ],
    ['a code with blanks at its ends', 'atc', ' N06BC01', 'atc', /must be a code/],
    ['a dose form that is a number', 'doseForm', 5, 'doseForm', 'must be text or an object'],
    [
      'a dose form with half a code',
      'doseForm',
      { system: 'http://standardterms.edqm.eu' },
      'doseForm.code',
      'is missing',
    ],
    ['an authorization without number', 'authorization', {}, 'authorization.identifier', 'is missing'],
    [
      'a document without title',
      'documents.0',
      { url: 'https://a.example' },
      'documents[0].title',
      'is missing',
    ],
    [
      'a document at no address',
      'documents.0',
      { title: 'A', url: 'here' },
      'documents[0].url',
      /absolute URI/,
    ],
    ['null', 'holder', null, 'holder', 'must be an object'],
  ])('with %s is refused; place and remedy are named', (_what, path, value, place, remedy) => {
    const issues = check(product, changed(minimalProduct, path, value), 'product').issues;
    expect(issues.map(({ severity, expression }) => [severity, ...expression])).toEqual([
      ['error', `product.${place}`],
    ]);
    expect(issues[0]?.text).toEqual(typeof remedy === 'string' ? remedy : expect.stringMatching(remedy));
  });

  it.each([
    ['a number', 2.5],
    ['text', '2.50'],
    ['a small number', 1e-7],
  ])('takes a strength that is %s', (_name, value) => {
    expect(
      problems(product, changed(minimalProduct, 'ingredients.0.strength', { value, unit: 'mg' })),
    ).toEqual([]);
  });

  it.each(['NL', 'NLD'])('takes the country %s', (country) => {
    expect(problems(product, changed(minimalProduct, 'names.0.country', country))).toEqual([]);
  });

  it.each(['nl', 'pt-BR', 'zh-Hant', 'sr-Latn-RS'])('takes the language %s', (language) => {
    expect(problems(product, changed(minimalProduct, 'names.0.language', language))).toEqual([]);
  });

  it('takes two names when one of them has a type', () => {
    const [name] = minimalProduct.names;
    expect(problems(product, changed(minimalProduct, 'names', [name, { ...name, type: 'INN' }]))).toEqual([]);
  });

  it('has all its problems named at once', () => {
    const form = changed(
      changed(changed(minimalProduct, 'holder'), 'documents', []),
      'names.0.country',
      'nl',
    );
    expect(
      problems(product, form)
        .map((problem) => problem.split(':')[0])
        .sort(),
    ).toEqual(['documents', 'holder', 'names[0].country']);
  });

  it.each([
    [null, 'an object'],
    ['text', 'an object'],
    [[], 'an object'],
  ])('is not %j', (data, remedy) => {
    expect(problems(product, data)).toEqual([`input: must be ${remedy}`]);
  });

  it('says nothing of what was given: it may be confidential', () => {
    const form = changed(minimalProduct, 'names.0.country', 'Confidentia');
    expect(JSON.stringify(check(product, form).issues)).not.toContain('Confidentia');
  });
});

describe('a substance in the simple form', () => {
  it('with the least is taken as it is', () => {
    expect(check(substance, minimalSubstance)).toEqual({ value: minimalSubstance, issues: [] });
  });

  it.each<[what: string, path: string, value: unknown, place: string, remedy: RegExp]>([
    ['no name', 'name', undefined, 'name', /is missing/],
    ['no language', 'language', undefined, 'language', /is missing/],
    ['a language that is none', 'language', 'English!', 'language', /BCP 47/],
    [
      'two codes of one system',
      'codes',
      [
        { system: 'CAS', code: '1' },
        { system: 'CAS', code: '2' },
      ],
      'codes',
      /at most one/,
    ],
    [
      'a code of a system that is neither known nor a URI',
      'codes',
      [{ system: 'MESH', code: '1' }],
      'codes[0].system',
      /UNII.*CAS.*EU-SRS.*URI/,
    ],
    ['a code without system', 'codes', [{ code: '1' }], 'codes[0].system', /is missing/],
    ['a GSID, which is what is asked for', 'gsid', 'GSID1', 'gsid', /is not a known field/],
  ])('with %s is refused; place and remedy are named', (_what, path, value, place, remedy) => {
    const issues = check(substance, changed(minimalSubstance, path, value)).issues;
    expect(issues.map(({ expression }) => expression)).toEqual([[place]]);
    expect(issues[0]?.text).toMatch(remedy);
  });

  it('takes the names of code systems, and URIs of others', () => {
    const codes = ['UNII', 'CAS', 'EU-SRS', 'urn:example:codes'].map((system) => ({ system, code: '1' }));
    expect(problems(substance, { ...minimalSubstance, codes })).toEqual([]);
  });
});

describe('the input of a request', () => {
  const task = { resourceType: 'Task', status: 'draft', intent: 'order' };
  const bundle = { resourceType: 'Bundle', type: 'collection' };
  const SOURCES: Record<Kind, Record<string, unknown>> = {
    phpid: { product: minimalProduct, resources: [{ resourceType: 'Organization' }], bundle, task },
    gsid: { substance: minimalSubstance, resources: [{ resourceType: 'SubstanceDefinition' }], bundle, task },
  };

  for (const kind of ['phpid', 'gsid'] as const) {
    describe(`for a ${kind}`, () => {
      it.each(Object.entries(SOURCES[kind]))('takes %s', (name, source) => {
        expect(check(requests[kind], { [name]: source })).toEqual({ value: { [name]: source }, issues: [] });
      });

      it('needs a source, and says which there are', () => {
        const [problem, ...others] = problems(requests[kind], {});
        expect(others).toEqual([]);
        expect(problem).toMatch(/^input: needs exactly one of .*; it has none$/);
        for (const name of Object.keys(SOURCES[kind])) expect(problem).toContain(name);
      });

      it('needs one source only, and says which it has', () => {
        expect(problems(requests[kind], { task, bundle })).toEqual([
          expect.stringMatching(/^input: needs exactly one of .*; it has bundle and task$/),
        ]);
      });
    });
  }

  it('has the simple form of its own kind alone', () => {
    expect(problems(requests.phpid, { substance: minimalSubstance })).toContain(
      'substance: is not a known field',
    );
    expect(problems(requests.gsid, { product: minimalProduct })).toContain('product: is not a known field');
  });

  it.each<[what: string, options: object, place: string, remedy: RegExp]>([
    ['an unknown field', { prio: 1 }, 'prio', /is not a known field/],
    ['an empty account', { account: '' }, 'account', /must not be empty/],
    ['a request id of 201 characters', { requestId: 'x'.repeat(201) }, 'requestId', /200 characters/],
    [
      'another way to cancel',
      { cancellation: 'burn' },
      'cancellation',
      /must be "delete" or "update" or "task" or "none"/,
    ],
    ['polls without a wait', { polling: { initialSeconds: 0 } }, 'polling.initialSeconds', /greater than 0/],
    ['waits that get shorter', { polling: { factor: 0.5 } }, 'polling.factor', /at least 1/],
    [
      'an endless deadline',
      { polling: { deadlineSeconds: Number.POSITIVE_INFINITY } },
      'polling.deadlineSeconds',
      /number/,
    ],
    ['an unknown field of polling', { polling: { every: 5 } }, 'polling.every', /is not a known field/],
  ])('with %s is refused; place and remedy are named', (_what, options, place, remedy) => {
    const issues = check(requests.phpid, { product: minimalProduct, ...options }).issues;
    expect(issues.map(({ expression }) => expression)).toEqual([[place]]);
    expect(issues[0]?.text).toMatch(remedy);
  });

  it.each<[what: string, source: object, place: string, remedy: RegExp]>([
    ['no resources', { resources: [] }, 'resources', /at least one resource/],
    ['a resource without type', { resources: [{ id: 'x' }] }, 'resources[0].resourceType', /is missing/],
    [
      'something else for a Bundle',
      { bundle: { resourceType: 'Task' } },
      'bundle.resourceType',
      /must be "Bundle"/,
    ],
    ['something else for a Task', { task: bundle }, 'task.resourceType', /must be "Task"/],
    ['a Task that is text', { task: '{}' }, 'task', /must be an object/],
  ])('with %s is refused; place and remedy are named', (_what, source, place, remedy) => {
    const issues = check(requests.phpid, source).issues;
    expect(issues.map(({ expression }) => expression)).toEqual([[place]]);
    expect(issues[0]?.text).toMatch(remedy);
  });

  it("names the place within the product, not within the product's schema", () => {
    expect(problems(requests.phpid, { product: changed(minimalProduct, 'holder.name') })).toEqual([
      'product.holder.name: is missing',
    ]);
  });
});
