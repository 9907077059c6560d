import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type EditionName, type Sandbox } from '../../sandbox/index.js';
import { Client, errorsOf } from './support/client.js';
import { changed, type Change } from './support/drafts.js';
import { goodPhpidTask } from './support/good-tasks.js';
import { FACTS } from './support/facts.js';
import { ingredientCases } from './support/ingredient-cases.js';
import { productCases } from './support/product-cases.js';
import { ALL, OF_2025, PRODUCT, SINCE_2025_03, STRENGTH, USAGE } from './support/rule-case.js';
import { differenceOf, placesOf, surprisesIn } from './support/surprises.js';

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

  it('is valid as the tests build it, and breaks each rule of the tables where they say', async () => {
    expect(await errors()).toEqual([]);
    const own = cases.filter(([, editions]) => editions.includes(edition));
    const surprises = await surprisesIn(
      own,
      ([rule, , , where]) => `${rule} (${where})`,
      async ([, , changes, where]) => {
        const places = placesOf(await errors(...changes));
        // Every other part refers to the id of the product, so its loss has more errors.
        if (where === 'Task.contained[0].id' && places.includes(where)) return undefined;
        return differenceOf(places, [where]);
      },
    );
    expect(surprises).toEqual([]);
    expect(own.length).toBeGreaterThan(40);
  });

  it('needs an input for the product, an ingredient and the holder, and only one for product and holder', async () => {
    const slices = ['mpd', 'ingredient', 'organization'];
    const missing = await surprisesIn(
      slices,
      (part) => `without ${part}`,
      async (part) =>
        differenceOf(await errors([`input.${slices.indexOf(part)}.type`, { text: 'something else' }]), [
          `Task.input: Task.input: an input ${part}-request-resource is missing.`,
        ]),
    );
    const twice = await surprisesIn(
      ['mpd', 'organization'],
      (part) => `two of ${part}`,
      async (part) => {
        const task = goodPhpidTask(edition);
        const inputs = task.input as object[];
        const again = { ...task, input: [...inputs, inputs[slices.indexOf(part)]] };
        return differenceOf(errorsOf((await client().validate(again)).json), [
          `Task.input: Task.input: only 1 input ${part}-request-resource is allowed.`,
        ]);
      },
    );
    expect([...missing, ...twice]).toEqual([]);
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
        { system: `${FACTS[edition].base}/CodeSystem/task-input-type`, code: 'nonsense' },
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
    const own = FACTS[edition].requestProfile;
    expect(
      await errors(['meta', { profile: [`${FACTS[edition].base}/StructureDefinition/${own}`] }]),
    ).toEqual([]);
    expect(await errors(['meta', { profile: [`http://example.org/StructureDefinition/${own}`] }])).toEqual([
      expect.stringMatching(/^Task\.meta\.profile\[0\]: /),
    ]);
    expect(
      await errors(['contained.1.meta', { profile: [`${FACTS[edition].base}/StructureDefinition/${own}`] }]),
    ).toEqual([
      expect.stringMatching(/^Task\.contained\[1\]\.meta\.profile\[0\]: .*not a profile of Ingredient/),
    ]);
  });
});

function inputOf(edition: EditionName, index: number): object {
  return (goodPhpidTask(edition).input as object[])[index] ?? {};
}

describe('rules of some editions only', () => {
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

  it('2026-04-poc needs no dates, and takes several usages, any reference strength and any classification', async () => {
    const draft = goodPhpidTask('2026-04-poc');
    const usage = (draft.contained as [{ name: [{ usage: [object] }] }])[0].name[0].usage[0];
    const amount = { value: 1, unit: 'mg', system: 'http://unitsofmeasure.org', code: 'mg' };
    const reference = {
      substance: { concept: { coding: [{ system: 'urn:x', code: 'y' }] } },
      strengthRatio: { numerator: amount, denominator: amount },
    };
    expect(
      await errors(
        '2026-04-poc',
        ['authoredOn'],
        ['lastModified'],
        ['contained.0.name.0.usage', [usage, usage]],
        ['contained.0.classification', [{ coding: [{ system: 'urn:x', code: 'y' }] }]],
        [`${STRENGTH}.referenceStrength`, [reference, reference]],
      ),
    ).toEqual([]);
  });

  it('2026-04-poc knows the unit IU in its own system, and not DF', async () => {
    const strength = (code: string): Change => [
      `${STRENGTH}.presentationQuantity`,
      { value: 1, unit: code, system: `${FACTS['2026-04-poc'].base}/CodeSystem/strengthUnit`, code },
    ];
    expect(await errors('2026-04-poc', strength('IU'))).toEqual([]);
    expect(await errors('2026-04-poc', strength('DF'))).toEqual([expect.stringContaining('"DF" is unknown')]);
  });

  it('2026-04-poc has the holder profile, which the template names', async () => {
    const profile = [`${FACTS['2026-04-poc'].base}/StructureDefinition/MarketingAuthorizationHolder-who-php`];
    expect(await errors('2026-04-poc', ['contained.2.meta', { profile }])).toEqual([]);
    expect(
      await errors('2026-04-poc', [
        'contained.2',
        { resourceType: 'Organization', id: 'holder', meta: { profile }, identifier: [{ value: '7' }] },
      ]),
    ).toEqual([expect.stringMatching(/^Task\.contained\[2\]\.name: /)]);
  });

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
