import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import type { EditionName, Issue, RequestInput } from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import { RequestProblem } from '../../src/products/request-problem.js';
import { buildRequestTask } from '../../src/products/request-task.js';

const OLD = 'http://who-umc.org/idmp';
const NEW = 'http://umcterminologies.org';
const BUILD = 'https://build.fhir.org/ig/Uppsala-Monitoring-Centre/WHO-UMC-IDMP-Service';

interface Parts {
  product?: object;
  ingredient?: object;
  organization?: object;
  strength?: object;
}

/** A ready-made Task with single elements set. */
function aTask({ product, ingredient, organization, strength }: Parts = {}): Task {
  return {
    resourceType: 'Task',
    status: 'draft',
    intent: 'proposal',
    contained: [
      {
        resourceType: 'MedicinalProductDefinition',
        id: 'p',
        identifier: [{ system: 'urn:example:mpid', value: '1' }],
        attachedDocument: [{ display: 'SPC' }],
        name: [{ productName: 'P' }],
        ...product,
      },
      {
        resourceType: 'Ingredient',
        id: 'i',
        status: 'active',
        role: { text: 'active' },
        for: [{ reference: '#p' }],
        substance: { code: { concept: { text: 'S' } }, strength: [strength ?? { textPresentation: '1 mg' }] },
        ...ingredient,
      },
      { resourceType: 'Organization', id: 'o', name: 'Holder', ...organization },
    ],
  } as unknown as Task;
}

const sent = (edition: EditionName, request: RequestInput): string =>
  JSON.stringify(
    buildRequestTask(request, {
      kind: 'phpid',
      edition: editionNamed(edition),
      tracking: { system: 'urn:idmp-worker:request', value: 'w#r' },
      now: '2026-11-21T10:00:00.000Z',
    }).task,
  );

function problems(edition: EditionName, task: Task): Issue[] {
  try {
    sent(edition, { task });
  } catch (error) {
    if (error instanceof RequestProblem) return error.issues;
    throw error;
  }
  return [];
}

const usage = (system: string): object => ({
  name: [{ productName: 'P', usage: [{ jurisdiction: { coding: [{ system, code: 'EU' }] } }] }],
});
const quantity = (system: string, code: string): object => ({
  presentationQuantity: { value: 5, unit: code, system, code },
});

describe('a request in the terms of another edition', () => {
  it.each([
    [
      'the jurisdiction EU',
      '2026-05',
      { product: usage(`${OLD}/CodeSystem/jurisdiction`) },
      `${NEW}/CodeSystem/jurisdiction`,
    ],
    [
      'the jurisdiction EU',
      '2025-03',
      { product: usage(`${NEW}/CodeSystem/jurisdiction`) },
      `${OLD}/CodeSystem/jurisdiction`,
    ],
    [
      'international units, which UCUM has',
      '2026-05',
      { strength: quantity(`${OLD}/CodeSystem/strengthUnit`, 'IU') },
      '"system":"http://unitsofmeasure.org","code":"[iU]"',
    ],
    [
      'a dose form part of the copy of EDQM',
      '2026-05',
      {
        product: {
          combinedPharmaceuticalDoseForm: {
            coding: [{ system: `${OLD}/CodeSystem/edqmFormParts`, code: 'BDF-0069' }],
          },
        },
      },
      '{"system":"http://standardterms.edqm.eu","code":"0069"}',
    ],
    [
      'the profile of a product',
      '2026-05',
      {
        product: { meta: { profile: [`${OLD}/StructureDefinition/MedicinalProductDefinition-who-php-req`] } },
      },
      `${NEW}/StructureDefinition/MedicinalProductDefinition-req`,
    ],
    [
      'the profile of an ingredient, by its published base',
      '2025-01',
      { ingredient: { meta: { profile: [`${BUILD}/StructureDefinition/Ingredient-req`] } } },
      `${OLD}/StructureDefinition/Ingredient-who-php`,
    ],
    [
      'the extension of a basic dose form',
      '2026-05',
      { product: { extension: [{ url: `${OLD}/StructureDefinition/basic-dose-form`, valueString: 'x' }] } },
      `${NEW}/StructureDefinition/basic-dose-form`,
    ],
  ] as [string, EditionName, Parts, string][])(
    'is translated where the meaning is the same: %s, for %s',
    (_, edition, parts, expected) => {
      const other = edition === '2026-05' ? OLD : NEW;
      const task = sent(edition, { task: aTask(parts) });
      expect(task).toContain(expected);
      expect(task).not.toContain(other);
    },
  );

  it('loses the profile of a holder, which is R5’s own resource in a later edition', () => {
    const organization = {
      meta: { profile: [`${OLD}/StructureDefinition/MarketingAuthorizationHolder-who-php`] },
    };
    expect(sent('2026-05', { task: aTask({ organization }) })).not.toContain('MarketingAuthorizationHolder');
    expect(sent('2025-01', { task: aTask({ organization }) })).toContain(
      'MarketingAuthorizationHolder-who-php',
    );
  });

  it('has the request profile and the request code of the edition that it goes to', () => {
    const task = aTask();
    task.meta = { profile: [`${OLD}/StructureDefinition/Task-who-php-phpid`] };
    task.code = { coding: [{ system: `${OLD}/CodeSystem/task-request-code`, code: 'phpid-request' }] };
    const json = sent('2026-05', { task });
    expect(json).toContain(`${NEW}/StructureDefinition/Task-phpid-req`);
    expect(json).toContain(`${NEW}/CodeSystem/task-request-code`);
    expect(json).not.toContain(OLD);
  });

  const gsid = (system: string): object => ({
    substance: {
      code: { concept: { text: 'S', coding: [{ system, code: 'GSID23G92UMX93H45' }] } },
      strength: [{ textPresentation: '1' }],
    },
  });

  it.each([
    [
      'a GSID, which every base gives out anew',
      '2026-05',
      { ingredient: gsid(`${OLD}/gsid`) },
      'task.contained[1].substance.code.concept.coding[0].code',
    ],
    [
      'a GSID, which every base gives out anew',
      '2025-03',
      { ingredient: gsid(`${NEW}/gsid`) },
      'task.contained[1].substance.code.concept.coding[0].code',
    ],
    [
      'a product id',
      '2026-05',
      { product: { identifier: [{ system: `${OLD}/CodeSystem/product`, value: '1A' }] } },
      'task.contained[0].identifier[0].system',
    ],
    [
      'a unit that only the other edition has',
      '2025-01',
      { strength: quantity(`${NEW}/CodeSystem/strength-unit`, 'DF') },
      'task.contained[1].substance.strength[0].presentationQuantity.code',
    ],
    [
      'a profile without an equal',
      '2026-05',
      {
        product: { meta: { profile: [`${OLD}/StructureDefinition/MedicinalProductDefinition-who-php-pub`] } },
      },
      'task.contained[0].meta.profile[0]',
    ],
    [
      'an extension without an equal',
      '2026-05',
      { product: { extension: [{ url: `${OLD}/StructureDefinition/unheard-of`, valueString: 'x' }] } },
      'task.contained[0].extension[0].url',
    ],
    [
      'a code system of its own',
      '2026-05',
      { product: { type: { coding: [{ system: `${OLD}/CodeSystem/drugcode`, code: '1' }] } } },
      'task.contained[0].type.coding[0].code',
    ],
  ] as [string, EditionName, Parts, string][])(
    'is refused where it is not: %s, for %s',
    (_, edition, parts, place) => {
      expect(problems(edition, aTask(parts))).toEqual([
        {
          severity: 'error',
          code: 'not-supported',
          text: expect.stringMatching(/edition 20/),
          expression: [place],
        },
      ]);
    },
  );

  it('stays as it is in the edition that it was written for, and between the two that share every URL', () => {
    const task = aTask({ ingredient: gsid(`${OLD}/gsid`), product: usage(`${OLD}/CodeSystem/jurisdiction`) });
    for (const edition of ['2025-01', '2025-03'] as const) {
      expect(problems(edition, task)).toEqual([]);
      expect(sent(edition, { task })).toContain(`${OLD}/gsid`);
    }
  });
});

describe('a request that cannot be fixed without guessing', () => {
  it.each([
    [
      'an ingredient of another product',
      { ingredient: { for: [{ reference: 'MedicinalProductDefinition/77' }] } },
      'task.contained[1].for',
    ],
    ['an ingredient of no product', { ingredient: { for: undefined } }, 'task.contained[1].for'],
    [
      'a reference to what is not there',
      { product: { contact: [{ contact: { reference: '#nobody' } }] } },
      'task.contained[0].contact[0].contact.reference',
    ],
  ] as [string, Parts, string][])('is refused, and the place is named: %s', (_, parts, place) => {
    expect(problems('2026-05', aTask(parts)).map(({ expression }) => expression)).toEqual([[place]]);
  });

  it('is warned about a restriction, which R5 does not allow here and which is left out', () => {
    const task = { ...aTask(), restriction: { repetitions: 1 } };
    const context = {
      kind: 'phpid' as const,
      edition: editionNamed('2026-05'),
      tracking: { system: 'urn:x', value: 'w' },
      now: '2026-11-21T10:00:00.000Z',
    };
    const built = buildRequestTask({ task }, context);
    expect(built.task.restriction).toBeUndefined();
    expect(built.issues).toEqual([
      expect.objectContaining({ severity: 'warning', expression: ['task.restriction'] }),
    ]);
  });
});
