import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { Client, errorsOf } from './support/client.js';
import { changed, type Change } from './support/drafts.js';
import { goodPhpidTask } from './support/good-tasks.js';
import { differenceOf, surprisesIn } from './support/surprises.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'manual' });
});
afterAll(() => sandbox.close());

const errors = async (...changes: Change[]): Promise<string[]> =>
  errorsOf(
    (await new Client(sandbox, '2026-05').validate(changed(goodPhpidTask('2026-05'), ...changes))).json,
  );

const STRENGTH = 'contained.1.substance.strength.0';
const AT_STRENGTH = 'Task.contained[1].substance.strength[0]';

const structure: [rule: string, change: Change, where: string][] = [
  ['an element that R5 does not have', ['colour', 'blue'], 'Task.colour'],
  ['one in a contained resource', ['contained.0.colour', 'blue'], 'Task.contained[0].colour'],
  [
    'one further within',
    ['contained.0.name.0.usage.0.colour', 'x'],
    'Task.contained[0].name[0].usage[0].colour',
  ],
  ['one in a data type', ['identifier.0.colour', 'x'], 'Task.identifier[0].colour'],
  ['a list where one value belongs', ['description', ['x']], 'Task.description'],
  ['one value where a list belongs', ['note', { text: 'x' }], 'Task.note'],
  ['a number for a string', ['description', 7], 'Task.description'],
  [
    'a string for a number',
    [`${STRENGTH}.presentationQuantity.value`, '2.5'],
    `${AT_STRENGTH}.presentationQuantity.value`,
  ],
  ['a string for a boolean', ['contained.2.active', 'true'], 'Task.contained[2].active'],
  ['a string for an object', ['description', {}], 'Task.description'],
  ['an object for a string', ['code.text', { a: 1 }], 'Task.code.text'],
  ['null', ['description', null], 'Task.description'],
  ['an empty string', ['description', ''], 'Task.description'],
  ['an empty list', ['note', []], 'Task.note'],
  ['an empty object', ['for', {}], 'Task.for'],
  ['a date that is none', ['authoredOn', '2026-02-31T08:00:00Z'], 'Task.authoredOn'],
  ['a time without zone', ['authoredOn', '2026-06-01T08:00:00'], 'Task.authoredOn'],
  ['a uri with blanks', ['identifier.0.system', 'urn: x'], 'Task.identifier[0].system'],
  ['an id with other signs', ['id', 'a/b'], 'Task.id'],
  ['a code of Identifier.use that R5 lacks', ['identifier.0.use', 'mine'], 'Task.identifier[0].use'],
  ['two values of a choice', ['input.0.valueString', 'x'], 'Task.input[0].valueString'],
  [
    'a choice of no data type',
    ['input.4', { type: { text: 'x' }, valueString: 'x', valueThing: 1 }],
    'Task.input[4].valueThing',
  ],
  [
    'a choice of another type',
    ['contained.0.characteristic', [{ type: { text: 'x' }, valueString: 'x' }]],
    'Task.contained[0].characteristic[0].valueString',
  ],
  [
    'a country missing from a usage',
    ['contained.0.name.0.usage.0.country'],
    'Task.contained[0].name[0].usage[0].country',
  ],
  [
    'a language missing from a usage',
    ['contained.0.name.0.usage.0.language'],
    'Task.contained[0].name[0].usage[0].language',
  ],
  ['a product name missing', ['contained.0.name.0.productName'], 'Task.contained[0].name[0].productName'],
  ['a substance missing from an ingredient', ['contained.1.substance'], 'Task.contained[1].substance'],
  ['a type missing from an input', ['input.4', { valueString: 'x' }], 'Task.input[4].type'],
  ['a value missing from an input', ['input.4', { type: { text: 'x' } }], 'Task.input[4].value'],
  [
    'qty-3: a unit code without system',
    [`${STRENGTH}.presentationQuantity.system`],
    `${AT_STRENGTH}.presentationQuantity`,
  ],
  [
    'rat-1: half a ratio',
    [STRENGTH, { presentationRatio: { numerator: { value: 1 } } }],
    `${AT_STRENGTH}.presentationRatio`,
  ],
  ['ref-2: a reference to nothing', ['for', { type: 'Patient' }], 'Task.for'],
  ['ext-1: an extension of nothing', ['extension', [{ url: 'urn:x' }]], 'Task.extension[0]'],
  ['ing-1: an allergen by reference', ['contained.1', allergen()], 'Task.contained[1]'],
  [
    'org-3: a telecom at home',
    ['contained.2.contact', [{ telecom: [{ use: 'home', value: '1' }] }]],
    'Task.contained[2].contact[0]',
  ],
  [
    'org-4: an address at home',
    ['contained.2.contact', [{ address: { use: 'home' } }]],
    'Task.contained[2].contact[0]',
  ],
  ['a resource in no language', ['language', 'esperantish'], 'Task.language'],
  [
    'an unpublished status code',
    ['contained.0.status', { coding: [{ system: 'http://hl7.org/fhir/publication-status', code: 'x' }] }],
    'Task.contained[0].status.coding[0].code',
  ],
  [
    'a strength unit that the edition lacks',
    [
      `${STRENGTH}.presentationQuantity`,
      { value: 1, unit: 'IU', system: 'http://umcterminologies.org/CodeSystem/strength-unit', code: 'IU' },
    ],
    `${AT_STRENGTH}.presentationQuantity.code`,
  ],
];

function allergen(): unknown {
  const ingredient = (goodPhpidTask('2026-05').contained as [unknown, Record<string, unknown>])[1];
  const substance = { ...(ingredient.substance as object), code: { reference: { display: 'Nuts' } } };
  return { ...ingredient, allergenicIndicator: true, substance };
}

describe('the structure that R5 gives to a request', () => {
  it('forbids everything in the table, with one error where it is', async () => {
    const surprises = await surprisesIn(
      structure,
      ([what, , where]) => `${what} (${where})`,
      async ([, change, where]) =>
        differenceOf(
          (await errors(change)).map((error) => error.split(': ')[0]),
          [where],
        ),
    );
    expect(surprises).toEqual([]);
  });

  it('allows extensions, also beside a primitive, and any data type in an input', async () => {
    const extension = [{ url: 'urn:x', valueString: 'y' }];
    const found = await errors(
      ['extension', extension],
      ['_description', { extension }],
      ['contained.0.name.0.modifierExtension', extension],
      ['input.4', { type: { text: 'x' }, valueCodeableConcept: { text: 'y' } }],
      ['input.5', { type: { text: 'x' }, valueDosage: { text: 'y' } }],
      ['input.6', { type: { text: 'x' }, valueDate: '2026-06' }],
    );
    expect(found).toEqual([]);
  });
});

describe('what R5 says of contained resources', () => {
  it('each one is referred to (dom-3)', async () => {
    const stranger = { resourceType: 'Organization', id: 'stranger', name: 'Stranger' };
    expect(await errors(['contained.4', stranger])).toEqual([
      expect.stringMatching(/^Task\.contained\[4\]: dom-3: .*"stranger"/),
    ]);
  });

  it('an ingredient that only points at the product is not (dom-3)', async () => {
    const ingredient = changed((goodPhpidTask('2026-05').contained as [never, never])[1], ['id', 'second']);
    expect(await errors(['contained.4', ingredient])).toEqual([
      expect.stringMatching(/^Task\.contained\[4\]: dom-3/),
    ]);
  });

  it('one that refers back to the Task is let pass (dom-3)', async () => {
    const back = { resourceType: 'Provenance', id: 'back', target: [{ reference: '#' }] };
    expect(await errors(['contained.4', back])).toEqual([]);
  });

  it('no reference leads into nowhere', async () => {
    expect(await errors(['for', { reference: '#nobody' }])).toEqual([
      'Task.for: "#nobody" is not contained in the Task.',
    ]);
  });

  it('no two have the same id', async () => {
    const found = await errors(
      ['contained.2.id', 'product'],
      ['input.2.valueReference.reference', '#product'],
      ['contained.3.holder.reference', '#product'],
    );
    expect(found).toContainEqual(expect.stringMatching(/^Task\.contained\[2\]\.id: Two/));
  });

  it('they follow dom-2, dom-4 and dom-5', async () => {
    const broken: [rule: string, change: Change][] = [
      ['dom-2', ['contained.2.contained', [{ resourceType: 'Organization', id: 'x', name: 'X' }]]],
      ['dom-4', ['contained.2.meta', { versionId: '1' }]],
      ['dom-4', ['contained.2.meta', { lastUpdated: '2026-06-01T08:00:00Z' }]],
      ['dom-5', ['contained.2.meta', { security: [{ code: 'R' }] }]],
    ];
    const surprises = await surprisesIn(
      broken,
      ([rule, [path]]) => `${rule} (${path})`,
      async ([rule, change]) => {
        const found = (await errors(change)).map((error) => error.split(': ').slice(0, 2).join(': '));
        return differenceOf(found, [`Task.contained[2]: ${rule}`]);
      },
    );
    expect(surprises).toEqual([]);
  });
});
