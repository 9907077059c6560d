import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type EditionName, type Sandbox } from '../../sandbox/index.js';
import { Client, errorsOf } from './support/client.js';
import { changed, type Change } from './support/drafts.js';
import { BASES, goodPhpidTask } from './support/good-tasks.js';

const ALL: EditionName[] = ['2025-01', '2025-03', '2026-05'];
const OF_2025: EditionName[] = ['2025-01', '2025-03'];
const SINCE_2025_03: EditionName[] = ['2025-03', '2026-05'];
const ONLY_2026: EditionName[] = ['2026-05'];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'manual' });
});
afterAll(() => sandbox.close());

const PRODUCT = 'contained.0';
const USAGE = `${PRODUCT}.name.0.usage.0`;
const INGREDIENT = 'contained.1';
const STRENGTH = `${INGREDIENT}.substance.strength.0`;
const CODED = { system: 'urn:x', code: 'y' };
const MG = { value: 1, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' };
const OTHER_INGREDIENT = { reference: '#ingredient' };

/** A rule's name, the editions that have it, what breaks it, and where the one error is then. */
type Case = [rule: string, editions: EditionName[], changes: Change[], where: string];

const cases: Case[] = [
  ['Task.status is requested', ALL, [['status', 'draft']], 'Task.status'],
  ['Task.intent is proposal', ALL, [['intent', 'order']], 'Task.intent'],
  ['Task.code is needed', ALL, [['code']], 'Task.code'],
  ['Task.authoredOn is needed', OF_2025, [['authoredOn']], 'Task.authoredOn'],
  ['Task.lastModified is needed', OF_2025, [['lastModified']], 'Task.lastModified'],
  ['inv-1: not modified before it was authored', ALL, [['lastModified', '2026-05-31T08:00:00Z']], 'Task'],
  ['inv-1: in another precision it cannot be told', ALL, [['lastModified', '2026-06-01']], 'Task'],
  ['tsk-1: no restriction', ALL, [['restriction', { repetitions: 1 }]], 'Task.restriction'],
  ['Task.priority is a code of R5', ALL, [['priority', 'at leisure']], 'Task.priority'],
  ['the product has an id', ALL, [[`${PRODUCT}.id`]], 'Task.contained[0].id'],
  ['the product has an identifier', ALL, [[`${PRODUCT}.identifier`]], 'Task.contained[0].identifier'],
  [
    'the product has one identifier only',
    ALL,
    [[`${PRODUCT}.identifier.1`, { system: 'urn:a', value: 'b' }]],
    'Task.contained[0].identifier',
  ],
  [
    'its identifier has a system',
    ALL,
    [[`${PRODUCT}.identifier.0.system`]],
    'Task.contained[0].identifier[0].system',
  ],
  [
    'its identifier has a value',
    ALL,
    [[`${PRODUCT}.identifier.0.value`]],
    'Task.contained[0].identifier[0].value',
  ],
  [
    'the product has a document',
    ALL,
    [[`${PRODUCT}.attachedDocument`]],
    'Task.contained[0].attachedDocument',
  ],
  [
    'its document has a display',
    ALL,
    [[`${PRODUCT}.attachedDocument.0`, { reference: 'DocumentReference/1' }]],
    'Task.contained[0].attachedDocument[0].display',
  ],
  [
    'the domain is a code of R5',
    ALL,
    [[`${PRODUCT}.domain`, { text: 'Humans' }]],
    'Task.contained[0].domain',
  ],
  [
    'of several names one has a type',
    ALL,
    [
      [
        `${PRODUCT}.name.1`,
        {
          productName: 'Quietol forte',
          usage: [
            {
              country: { coding: [{ code: 'SWE' }] },
              language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'sv' }] },
            },
          ],
        },
      ],
    ],
    'Task.contained[0].name',
  ],
  ['a name has a usage', ALL, [[`${PRODUCT}.name.0.usage`]], 'Task.contained[0].name[0].usage'],
  [
    'a usage has one country',
    ALL,
    [[`${USAGE}.country`, { text: 'Sweden' }]],
    'Task.contained[0].name[0].usage[0].country.coding',
  ],
  [
    'and only one coding of it',
    ALL,
    [[`${USAGE}.country.coding.1`, { system: 'urn:iso:std:iso:3166', code: 'NOR' }]],
    'Task.contained[0].name[0].usage[0].country.coding',
  ],
  [
    'the system of a country is ISO 3166',
    ALL,
    [[`${USAGE}.country.coding.0.system`, 'urn:countries']],
    'Task.contained[0].name[0].usage[0].country.coding[0].system',
  ],
  [
    'a country has a code',
    ALL,
    [[`${USAGE}.country.coding.0.code`]],
    'Task.contained[0].name[0].usage[0].country.coding[0].code',
  ],
  [
    'a language is one of BCP-47',
    ALL,
    [[`${USAGE}.language.coding.0.code`, 'swedish']],
    'Task.contained[0].name[0].usage[0].language',
  ],
  [
    'three letters are none where there are two',
    ALL,
    [[`${USAGE}.language.coding.0.code`, 'swe']],
    'Task.contained[0].name[0].usage[0].language',
  ],
  [
    'two letters that nobody speaks are none',
    ALL,
    [[`${USAGE}.language.coding.0.code`, 'xx']],
    'Task.contained[0].name[0].usage[0].language',
  ],
  [
    'a language is no text alone',
    ALL,
    [[`${USAGE}.language`, { text: 'Swedish' }]],
    'Task.contained[0].name[0].usage[0].language',
  ],
  [
    'a jurisdiction has a coding',
    ALL,
    [[`${USAGE}.jurisdiction`, { text: 'Europe' }]],
    'Task.contained[0].name[0].usage[0].jurisdiction.coding',
  ],
  [
    'a jurisdiction has a code',
    ALL,
    [[`${USAGE}.jurisdiction.coding.0.code`]],
    'Task.contained[0].name[0].usage[0].jurisdiction.coding[0].code',
  ],
  [
    'the system of a jurisdiction is fixed',
    ONLY_2026,
    [[`${USAGE}.jurisdiction.coding.0`, { system: 'urn:iso:std:iso:3166', code: 'SWE' }]],
    'Task.contained[0].name[0].usage[0].jurisdiction.coding[0].system',
  ],
  [
    'a code of the jurisdiction system is known',
    ALL,
    [[`${USAGE}.jurisdiction.coding.0.code`, 'USA']],
    'Task.contained[0].name[0].usage[0].jurisdiction.coding[0].code',
  ],
  [
    'a classification has one coding',
    ONLY_2026,
    [[`${PRODUCT}.classification`, [{ text: 'N05' }]]],
    'Task.contained[0].classification[0].coding',
  ],
  [
    'no more than one contact',
    ALL,
    [[`${PRODUCT}.contact`, [{ contact: { reference: '#holder' } }, { contact: { reference: '#holder' } }]]],
    'Task.contained[0].contact',
  ],
  [
    'a contact is an organization',
    ALL,
    [[`${PRODUCT}.contact`, [{ contact: { reference: '#ingredient' } }]]],
    'Task.contained[0].contact[0].contact',
  ],
  ['the holder is the contact', ['2025-01'], [[`${PRODUCT}.contact`]], 'Task.contained[0].contact'],
  [
    'a holder has a name, an identifier is not enough',
    ['2025-01'],
    [['contained.2.name'], ['contained.2.identifier', [{ system: 'urn:org', value: '1' }]]],
    'Task.contained[2].name',
  ],
  ['org-1: a name or an identifier', SINCE_2025_03, [['contained.2.name']], 'Task.contained[2]'],
  ['R5: an ingredient has a status', ALL, [[`${INGREDIENT}.status`]], 'Task.contained[1].status'],
  [
    'R5: which is a publication status',
    ALL,
    [[`${INGREDIENT}.status`, 'requested']],
    'Task.contained[1].status',
  ],
  ['R5: an ingredient has a role', ALL, [[`${INGREDIENT}.role`]], 'Task.contained[1].role'],
  ['an ingredient says what it is for', ONLY_2026, [[`${INGREDIENT}.for`]], 'Task.contained[1].for'],
  ['which is the product', ALL, [[`${INGREDIENT}.for.0.reference`, '#holder']], 'Task.contained[1].for[0]'],
  [
    'a substance has a name',
    ALL,
    [[`${INGREDIENT}.substance.code.concept`, { coding: [CODED] }]],
    'Task.contained[1].substance.code.concept.text',
  ],
  [
    'and one code at most',
    ALL,
    [[`${INGREDIENT}.substance.code.concept.coding`, [CODED, CODED]]],
    'Task.contained[1].substance.code.concept.coding',
  ],
  [
    'with a system',
    ALL,
    [[`${INGREDIENT}.substance.code.concept.coding`, [{ code: 'y' }]]],
    'Task.contained[1].substance.code.concept.coding[0].system',
  ],
  [
    'and a code',
    ALL,
    [[`${INGREDIENT}.substance.code.concept.coding`, [{ system: 'urn:x' }]]],
    'Task.contained[1].substance.code.concept.coding[0].code',
  ],
  [
    'an ingredient has a strength',
    ALL,
    [[`${INGREDIENT}.substance.strength`]],
    'Task.contained[1].substance.strength',
  ],
  [
    'and only one',
    ALL,
    [[`${INGREDIENT}.substance.strength.1`, { textPresentation: '1 mg' }]],
    'Task.contained[1].substance.strength',
  ],
  [
    'presentation-required: a strength is presented',
    ALL,
    [[STRENGTH, { textConcentration: '1 mg/ml' }]],
    'Task.contained[1].substance.strength',
  ],
  [
    'one reference strength at most',
    ONLY_2026,
    [
      [
        `${STRENGTH}.referenceStrength`,
        [
          { substance: { concept: { text: 'a' } }, strengthQuantity: MG },
          { substance: { concept: { text: 'b' } }, strengthQuantity: MG },
        ],
      ],
    ],
    'Task.contained[1].substance.strength[0].referenceStrength',
  ],
  [
    'a reference strength is a quantity',
    ONLY_2026,
    [
      [
        `${STRENGTH}.referenceStrength`,
        [
          {
            substance: { concept: { text: 'a' } },
            strengthRatio: { numerator: MG, denominator: MG },
          },
        ],
      ],
    ],
    'Task.contained[1].substance.strength[0].referenceStrength[0].strengthRatio',
  ],
  [
    'of a substance with a GSID',
    ONLY_2026,
    [
      [
        `${STRENGTH}.referenceStrength`,
        [{ substance: { concept: { coding: [CODED] } }, strengthQuantity: MG }],
      ],
    ],
    'Task.contained[1].substance.strength[0].referenceStrength[0].substance.concept.coding[0].system',
  ],
  ['an authorization has a subject', ONLY_2026, [['contained.3.subject']], 'Task.contained[3].subject'],
  [
    'and only one',
    ONLY_2026,
    [['contained.3.subject.1', { reference: '#product' }]],
    'Task.contained[3].subject',
  ],
  [
    'which is the product',
    ONLY_2026,
    [['contained.3.subject.0', OTHER_INGREDIENT]],
    'Task.contained[3].subject[0]',
  ],
  ['an authorization has a holder', ONLY_2026, [['contained.3.holder']], 'Task.contained[3].holder'],
  [
    'which is an organization',
    SINCE_2025_03,
    [['contained.3.holder', OTHER_INGREDIENT]],
    'Task.contained[3].holder',
  ],
];

describe.each(ALL)('a PhPID request of edition %s', (edition) => {
  const client = (): Client => new Client(sandbox, edition);
  const errors = async (...changes: Change[]): Promise<string[]> =>
    errorsOf((await client().validate(changed(goodPhpidTask(edition), ...changes))).json);

  it('is good as the tests build it', async () => {
    expect(await errors()).toEqual([]);
  });

  it.each(cases.filter(([, editions]) => editions.includes(edition)))(
    '%s',
    async (_rule, _editions, changes, where) => {
      const found = await errors(...changes);
      expect(found.map((error) => error.split(': ')[0])).toContain(where);
      // The id of the product is what everything else refers to.
      if (where !== 'Task.contained[0].id')
        expect(new Set(found.map((error) => error.split(': ')[0]))).toEqual(new Set([where]));
    },
  );

  it.each(['mpd', 'ingredient', 'organization'])('needs an input %s-request-resource', async (part) => {
    const index = ['mpd', 'ingredient', 'organization'].indexOf(part);
    const found = await errors([`input.${index}.type`, { text: 'something else' }]);
    expect(found).toEqual([`Task.input: Task.input: an input ${part}-request-resource is missing.`]);
  });

  it.each(['mpd', 'organization'])('has only one input %s-request-resource', async (part) => {
    const index = ['mpd', 'ingredient', 'organization'].indexOf(part);
    const task = goodPhpidTask(edition);
    const again = (task.input as object[])[index];
    const found = errorsOf(
      (await client().validate({ ...task, input: [...(task.input as object[]), again] })).json,
    );
    expect(found).toEqual([`Task.input: Task.input: only 1 input ${part}-request-resource is allowed.`]);
  });

  it('may have several ingredients', async () => {
    const task = goodPhpidTask(edition);
    const second = changed((task.contained as [never, never])[1], ['id', 'second']);
    const input = changed((task.input as [never, never])[1], ['valueReference.reference', '#second']);
    const { json } = await client().validate({
      ...task,
      contained: [...(task.contained as object[]), second],
      input: [...(task.input as object[]), input],
    });
    expect(errorsOf(json)).toEqual([]);
  });

  it('has inputs that refer to contained resources of their type', async () => {
    expect(await errors(['input.1.valueReference.reference', '#holder'])).toContainEqual(
      expect.stringContaining('refers to a Ingredient; not to a Organization'),
    );
    expect(
      await errors(['input.2', { ...inputOf(edition, 2), valueReference: { reference: 'Organization/1' } }]),
    ).toContainEqual(expect.stringMatching(/^Task\.input\[2\]\.value: .*contained Organization/));
    expect(
      await errors([
        'input.2',
        { type: (inputOf(edition, 2) as { type: unknown }).type, valueString: 'Quiet Ltd' },
      ]),
    ).toContainEqual(expect.stringContaining('is a valueReference'));
  });

  it('knows the input codes of its own edition only', async () => {
    expect(
      await errors([
        'input.0.type.coding.1',
        { system: `${BASES[edition]}/CodeSystem/task-input-type`, code: 'nonsense' },
      ]),
    ).toEqual([expect.stringMatching(/^Task\.input\[0\]\.type\.coding\[1\]\.code: "nonsense" is unknown/)]);
  });

  it('may have inputs that are typed by text, or by codes of others', async () => {
    const more = [
      { type: { text: 'remark' }, valueString: 'in a hurry' },
      { type: { coding: [{ system: 'urn:ours', code: 'x' }] }, valueInteger: 3 },
    ];
    const task = goodPhpidTask(edition);
    const { json } = await client().validate({ ...task, input: [...(task.input as object[]), ...more] });
    expect(errorsOf(json)).toEqual([]);
  });

  it('may use what the guide only labels as not used, and what it leaves open', async () => {
    const found = await errors(
      ['requester', { display: 'Quiet Ltd' }],
      ['encounter', { display: 'none' }],
      ['insurance', [{ display: 'none' }]],
      ['identifier'],
      ['priority', 'asap'],
      [`${PRODUCT}.combinedPharmaceuticalDoseForm`],
      [`${PRODUCT}.domain`],
      [`${USAGE}.jurisdiction`],
      [`${USAGE}.language.coding.0.code`, 'sv-FI'],
      [STRENGTH, { textPresentation: 'a spoonful' }],
    );
    expect(found).toEqual([]);
  });

  it('refuses a profile that is not of its edition, and takes its own', async () => {
    const own = {
      '2025-01': 'Task-who-php-phpid',
      '2025-03': 'Task-who-php-phpid',
      '2026-05': 'Task-phpid-req',
    }[edition];
    expect(await errors(['meta', { profile: [`${BASES[edition]}/StructureDefinition/${own}`] }])).toEqual([]);
    expect(await errors(['meta', { profile: [`http://example.org/StructureDefinition/${own}`] }])).toEqual([
      expect.stringMatching(/^Task\.meta\.profile\[0\]: /),
    ]);
    expect(
      await errors(['contained.1.meta', { profile: [`${BASES[edition]}/StructureDefinition/${own}`] }]),
    ).toEqual([
      expect.stringMatching(/^Task\.contained\[1\]\.meta\.profile\[0\]: .*no profile of Ingredient/),
    ]);
  });
});

function inputOf(edition: EditionName, index: number): object {
  return (goodPhpidTask(edition).input as object[])[index] ?? {};
}

describe('what only one edition says', () => {
  const errors = async (edition: EditionName, ...changes: Change[]): Promise<string[]> =>
    errorsOf((await new Client(sandbox, edition).validate(changed(goodPhpidTask(edition), ...changes))).json);

  it.each(SINCE_2025_03)('%s needs a single authorization', async (edition) => {
    expect(await errors(edition, ['input.3.type', { text: 'authorization' }])).toEqual([
      expect.stringContaining('regauth-request-resource is missing'),
    ]);
  });

  it('2025-03 lets an authorization without holder and subject pass, since it has no profile', async () => {
    expect(await errors('2025-03', ['contained.3.holder'], ['contained.3.subject'])).toEqual([]);
  });

  it.each(SINCE_2025_03)(
    '%s still allows one contact, and an organization with an identifier alone',
    async (edition) => {
      const contact: Change = ['contained.0.contact', [{ contact: { reference: '#holder' } }]];
      const organization: Change[] = [['contained.2.name'], ['contained.2.identifier', [{ value: '7' }]]];
      expect(await errors(edition, contact, ...organization)).toEqual([]);
    },
  );

  it('2025-03 takes a holder without a name that claims the holder profile for what it claims', async () => {
    const profile = ['http://who-umc.org/idmp/StructureDefinition/MarketingAuthorizationHolder-who-php'];
    expect(
      await errors('2025-03', [
        'contained.2',
        { resourceType: 'Organization', id: 'holder', meta: { profile }, identifier: [{ value: '7' }] },
      ]),
    ).toEqual([expect.stringMatching(/^Task\.contained\[2\]\.name: /)]);
  });

  it('2026-05 needs no dates, takes several usages, and either base of its profiles', async () => {
    const usage = (goodPhpidTask('2026-05').contained as [{ name: [{ usage: [object] }] }])[0].name[0]
      .usage[0];
    const published = 'https://build.fhir.org/ig/Uppsala-Monitoring-Centre/WHO-UMC-IDMP-Service';
    expect(
      await errors(
        '2026-05',
        ['authoredOn'],
        ['lastModified'],
        ['contained.0.name.0.usage', [usage, usage]],
        ['meta', { profile: [`${published}/StructureDefinition/Task-phpid-req`] }],
      ),
    ).toEqual([]);
  });

  it.each(OF_2025)('%s takes one usage of a name, and any system of a jurisdiction', async (edition) => {
    const usage = (goodPhpidTask(edition).contained as [{ name: [{ usage: [object] }] }])[0].name[0].usage[0];
    expect(await errors(edition, ['contained.0.name.0.usage', [usage, usage]])).toEqual([
      expect.stringMatching(/^Task\.contained\[0\]\.name\[0\]\.usage: .*at most 1/),
    ]);
    expect(
      await errors(edition, [
        `${USAGE}.jurisdiction.coding.0`,
        { system: 'urn:iso:std:iso:3166', code: 'SWE' },
      ]),
    ).toEqual([]);
  });
});
