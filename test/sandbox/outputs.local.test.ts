import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  AdministrableProductDefinition,
  Bundle,
  Ingredient,
  MedicinalProductDefinition,
  Resource,
  SubstanceDefinition,
  Task,
} from 'fhir/r5';
import { EDITION_NAMES, type EditionName } from '../../sandbox/editions/index.js';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { Client } from './support/client.js';
import { changed } from './support/drafts.js';
import { FACTS } from './support/facts.js';
import { goodGsidTask, goodPhpidTask, type Wishes } from './support/good-tasks.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: [{ status: 'completed' }] });
});
afterAll(() => sandbox.close());

async function phpidsOf(edition: EditionName, wishes: Wishes): Promise<string[]> {
  const { json } = await new Client(sandbox, edition).submit(goodPhpidTask(edition, wishes));
  return (json.output ?? [])
    .filter(({ type }) => type.coding?.[0]?.code === 'phpid')
    .map(({ valueReference }) => valueReference?.reference?.split('/')[1] ?? '');
}

describe.each([...EDITION_NAMES])('a completed PhPID request of edition %s', (edition) => {
  const facts = FACTS[edition];
  const client = (): Client => new Client(sandbox, edition);
  const published = <R extends Resource>(reference: string | undefined): Promise<R> =>
    client()
      .ask<R>('GET', `/${reference ?? ''}`)
      .then(({ json }) => json);

  it('has the PhPIDs of all four levels as outputs, the fourth level first', async () => {
    const { json } = await client().submit(goodPhpidTask(edition));
    const system = `${FACTS[edition].base}/CodeSystem/task-output-type`;
    const levels = json.output?.filter(({ type }) => type.coding?.[0]?.code === 'phpid') ?? [];
    expect(levels).toHaveLength(4);
    for (const [index, { type, valueReference }] of levels.entries()) {
      expect(type.coding?.[0]?.system).toBe(system);
      const phpid = await published<AdministrableProductDefinition>(valueReference?.reference);
      expect(phpid.id).toMatch(facts.phpid);
      expect(phpid.identifier?.[0]?.type?.coding?.[0]).toEqual({
        system: facts.levelSystem,
        code: `${facts.level}${4 - index}`,
      });
      expect(phpid.identifier?.[0]).toMatchObject({
        system: `${FACTS[edition].base}/phpid`,
        value: phpid.id,
      });
    }
  });

  it('has the product record as its last output', async () => {
    const { json } = await client().submit(goodPhpidTask(edition));
    const { type, valueReference } = json.output?.at(-1) ?? {};
    expect(type?.coding?.[0]?.code).toBe(facts.productOutput);
    const id = valueReference?.identifier?.value ?? '';
    expect(id).toMatch(facts.product);
    expect(valueReference).toEqual({
      ...(facts.productReference ? { reference: `MedicinalProductDefinition/${id}` } : {}),
      identifier: { system: facts.productSystem, value: id },
    });
    const record = await published<MedicinalProductDefinition>(
      `MedicinalProductDefinition/${valueReference?.identifier?.value ?? ''}`,
    );
    expect(record.name[0]?.productName).toBe('Quietol');
    const level4 = json.output?.[0]?.valueReference?.reference?.split('/')[1];
    expect(record.classification?.[0]?.coding?.[0]?.code).toBe(level4);
  });

  it('publishes level 4 with its parents, its dose form, and strengths of substances that can be read', async () => {
    const { json } = await client().submit(goodPhpidTask(edition));
    const phpid = await published<AdministrableProductDefinition>(
      json.output?.[0]?.valueReference?.reference,
    );
    const extensions = (name: string): unknown[] =>
      (phpid.extension ?? []).filter(
        ({ url }) => url === `${FACTS[edition].base}/StructureDefinition/${name}`,
      );
    expect(extensions('parent-phpid')).toHaveLength(3);
    for (const level of json.output?.slice(1, 4) ?? []) {
      expect(JSON.stringify(extensions('parent-phpid'))).toContain(level.valueReference?.reference);
    }
    expect(extensions('basic-dose-form')).toMatchObject([
      { valueCoding: { code: facts.tablet, display: 'Tablet' } },
    ]);
    const ingredient = phpid.contained?.[0] as Ingredient;
    expect(ingredient).toMatchObject({
      resourceType: 'Ingredient',
      for: [{ reference: '#' }],
      substance: {
        strength: [{ presentationQuantity: { value: 2.5, unit: 'mg' }, textPresentation: '2.5 mg' }],
      },
    });
    const substance = await published<SubstanceDefinition>(ingredient.substance.code.reference?.reference);
    expect(substance.name?.[0]?.name).toBe('SLEEPINE');
    expect(substance.id).toMatch(facts.gsid);
    expect(phpid.routeOfAdministration[0]?.code.extension?.[0]?.valueCode).toBe('not-applicable');
  });

  it('leaves dose form extensions out where it does not know the form', async () => {
    const { json } = await client().submit(goodPhpidTask(edition, { form: 'thingamajig' }));
    const phpid = await published<AdministrableProductDefinition>(
      json.output?.[0]?.valueReference?.reference,
    );
    expect(phpid.extension?.every(({ url }) => url.endsWith('parent-phpid'))).toBe(true);
  });

  it('gives the same product the same ids', async () => {
    const [first, second] = [
      await client().submit(goodPhpidTask(edition)),
      await client().submit(goodPhpidTask(edition)),
    ];
    expect(second.id).not.toBe(first.id);
    expect(second.json.output).toEqual(first.json.output);
  });

  it('shares each level with the products that agree in what it knows', async () => {
    const [four, three, two, one] = await phpidsOf(edition, {});
    const stronger = await phpidsOf(edition, { milligrams: 5 });
    expect([stronger[1], stronger[3]]).toEqual([three, one]);
    expect(stronger[0]).not.toBe(four);
    expect(stronger[2]).not.toBe(two);
    const cream = await phpidsOf(edition, { form: 'cream' });
    expect([cream[2], cream[3]]).toEqual([two, one]);
    expect(cream[0]).not.toBe(four);
    expect(cream[1]).not.toBe(three);
    expect(await phpidsOf(edition, { form: 'Film-coated tablet' })).toEqual([four, three, two, one]);
    expect(await phpidsOf(edition, { substance: 'SLEEPINE' })).toEqual([four, three, two, one]);
    expect(new Set([...(await phpidsOf(edition, { substance: 'Wakine' })), four, three, two, one]).size).toBe(
      8,
    );
  });

  it("uses the requester's GSID where there is one", async () => {
    const concept = {
      text: 'Sleepine',
      coding: [{ system: `${FACTS[edition].base}/gsid`, code: 'GSIDMINE' }],
    };
    const task = changed(goodPhpidTask(edition), ['contained.1.substance.code.concept', concept]);
    await client().submit(task);
    const { status } = await client().ask('GET', '/SubstanceDefinition/GSIDMINE');
    expect(status).toBe(200);
  });

  it('is completed without any output on request', async () => {
    const { id } = await client().submit(goodPhpidTask(edition));
    await client().move(id, 'completed', { withoutOutput: true });
    const { json } = await client().read(id);
    expect(json.status).toBe('completed');
    expect(json.output).toBeUndefined();
  });

  it('leaves PhPIDs and substances that can be searched', async () => {
    const [four = ''] = await phpidsOf(edition, {});
    const { json } = await client().ask<Bundle>('GET', `/AdministrableProductDefinition?_id=${four},x`);
    expect(json.entry?.map(({ resource }) => resource?.id)).toEqual([four]);
    const substances = await client().ask<Bundle>('GET', '/SubstanceDefinition?_id=nothing');
    expect(substances.json.total).toBe(0);
    const token = facts.searches === 'of 2026-05' ? `phpid=${four}` : `product-classification=${four}`;
    const products = await client().ask<Bundle>('GET', `/MedicinalProductDefinition?${token}`);
    expect(products.json.total).toBeGreaterThan(0);
    if (facts.searches === 'of 2025') {
      const search = async (query: string): Promise<number | undefined> =>
        (await client().ask<Bundle>('GET', `/${query}`)).json.total;
      expect(
        await search(`AdministrableProductDefinition?identifier=${FACTS[edition].base}/phpid|${four}`),
      ).toBe(1);
      // Since 2026 a published product has only its own identifier.
      const identifiers = (products.json.entry?.[0]?.resource as MedicinalProductDefinition).identifier;
      const { system = '', value = '' } = identifiers?.at(-1) ?? {};
      expect(system).toBe(facts.lastProductIdentifier);
      expect(
        await search(`AdministrableProductDefinition?form-of:identifier=${system}|${value}`),
      ).toBeGreaterThan(0);
      expect(await search('SubstanceDefinition?name=sleep')).toBeGreaterThan(0);
      expect(await search('MedicinalProductDefinition?name=uieto&name-country=NOR')).toBe(0);
    }
  });
});

describe('a completed GSID request', () => {
  it('has one output, the published substance, with the codes and languages of the request', async () => {
    const client = new Client(sandbox, '2025-01');
    const { json } = await client.submit(goodGsidTask('Dreamine'));
    expect(json.output).toHaveLength(1);
    expect(json.output?.[0]?.type.coding).toEqual([
      { system: 'http://hl7.org/fhir/fhir-types', code: 'SubstanceDefinition' },
    ]);
    const reference = json.output?.[0]?.valueReference?.reference ?? '';
    expect(reference).toMatch(/^SubstanceDefinition\/GSID[0-9A-Z]{13}$/);
    const substance = (await client.ask<SubstanceDefinition>('GET', `/${reference}`)).json;
    expect(substance.identifier).toEqual([
      { system: 'http://who-umc.org/idmp/gsid', value: reference.split('/')[1] },
    ]);
    expect(substance.code?.[0]?.code?.coding?.[0]?.code).toBe('UNII1');
    expect(substance.text?.div).toContain('DREAMINE');
    const again: Task = (await client.submit(goodGsidTask('DREAMINE'))).json;
    expect(again.output).toEqual(json.output);
  });

  it('is the GSID that products of this substance refer to', async () => {
    const client = new Client(sandbox, '2025-01');
    const gsid = (await client.submit(goodGsidTask('Restine'))).json.output?.[0]?.valueReference?.reference;
    const { json } = await client.submit(goodPhpidTask('2025-01', { substance: 'Restine' }));
    const phpid = await client.ask('GET', `/${json.output?.[0]?.valueReference?.reference ?? ''}`);
    expect(phpid.text).toContain(gsid);
  });
});
