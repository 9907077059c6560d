import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type EditionName, type Sandbox } from '../../sandbox/index.js';
import { Client, errorsOf } from './support/client.js';
import { changed, type Change } from './support/drafts.js';
import { BASES, goodPhpidTask } from './support/good-tasks.js';
import { ingredientCases } from './support/ingredient-cases.js';
import { productCases } from './support/product-cases.js';
import { ALL, OF_2025, PRODUCT, SINCE_2025_03, STRENGTH, USAGE } from './support/rule-case.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'manual' });
});
afterAll(() => sandbox.close());

const cases = [...productCases, ...ingredientCases];

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
