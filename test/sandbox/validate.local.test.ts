import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EDITION_NAMES } from '../../sandbox/editions/index.js';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { Client, errorsOf } from './support/client.js';
import { changed } from './support/drafts.js';
import { FACTS } from './support/facts.js';
import { goodGsidTask, goodPhpidTask } from './support/good-tasks.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'manual' });
});
afterAll(() => sandbox.close());

describe.each([...EDITION_NAMES])('POST Task/$validate in edition %s', (edition) => {
  it('says of a good Task that it is valid, in one issue of severity information', async () => {
    const { status, json, headers } = await new Client(sandbox, edition).validate(goodPhpidTask(edition));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch('application/fhir+json');
    expect(json.resourceType).toBe('OperationOutcome');
    expect(json.issue).toHaveLength(1);
    expect(json.issue[0]?.severity).toBe('information');
  });

  it('answers 200 to a wrong Task, with an error that says what is wrong and where', async () => {
    const wrong = changed(goodPhpidTask(edition), ['contained.0.attachedDocument']);
    const { status, json } = await new Client(sandbox, edition).validate(wrong);
    expect(status).toBe(200);
    expect(json.issue).toEqual([
      {
        severity: 'error',
        code: 'required',
        details: { text: expect.stringContaining('attachedDocument') },
        expression: ['Task.contained[0].attachedDocument'],
      },
    ]);
  });

  it('takes the Task in the resource of a Parameters', async () => {
    const parameter = [{ name: 'resource', resource: changed(goodPhpidTask(edition), ['intent', 'order']) }];
    const { json } = await new Client(sandbox, edition).validate({ resourceType: 'Parameters', parameter });
    expect(errorsOf(json)).toEqual([expect.stringMatching(/^Task\.intent: .*proposal/)]);
  });

  it('answers 400 to Parameters without a resource', async () => {
    const { status, json } = await new Client(sandbox, edition).validate({ resourceType: 'Parameters' });
    expect(status).toBe(400);
    expect(json.resourceType).toBe('OperationOutcome');
  });

  it.each(['{"resourceType":', '[]', '"Task"', ''])(
    'answers 400 to a body that is not a JSON object: %j',
    async (body) => {
      const { status, json } = await new Client(sandbox, edition).ask<{ resourceType: string }>(
        'POST',
        '/Task/$validate',
        body,
      );
      expect(status).toBe(400);
      expect(json.resourceType).toBe('OperationOutcome');
    },
  );

  it('submits nothing', async () => {
    const client = new Client(sandbox, edition, 'validates-only');
    await client.validate(goodPhpidTask(edition));
    expect((await client.search('')).json.total).toBe(0);
  });

  it.each([
    { resourceType: 'Patient' },
    {},
    { resourceType: 7 },
    { resourceType: 'Task', contained: 'x', input: 4, code: [], meta: null, identifier: {} },
    { resourceType: 'Task', contained: [null, 1, { resourceType: ['Ingredient'] }], input: [null, [], 'x'] },
    { resourceType: 'Task', code: { coding: [{ system: 'constructor', code: 'toString' }] }, __proto__: 1 },
  ])('finds errors in anything else, and survives it: %j', async (body) => {
    const { status, json } = await new Client(sandbox, edition).validate(body);
    expect(status).toBe(200);
    expect(errorsOf(json)).not.toEqual([]);
  });

  it('survives a body that is nested without end', async () => {
    const depth = 100_000;
    const body = `{"resourceType":"Task","x":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    const { status, json } = await new Client(sandbox, edition).ask<{ resourceType: string }>(
      'POST',
      '/Task/$validate',
      body,
    );
    expect([200, 400]).toContain(status);
    expect(json.resourceType).toBe('OperationOutcome');
  });
});

describe('requests of one edition at another', () => {
  const errors = async (edition: (typeof EDITION_NAMES)[number], task: unknown): Promise<string[]> =>
    errorsOf((await new Client(sandbox, edition).validate(task)).json);

  it('2025-01 at 2025-03 fails: the authorization is missing', async () => {
    expect(await errors('2025-03', goodPhpidTask('2025-01'))).toContainEqual(
      expect.stringContaining('regauth-request-resource is missing'),
    );
  });

  it('2025-03 at 2025-01 fails: the contact is missing and the input code unknown', async () => {
    const found = await errors('2025-01', goodPhpidTask('2025-03'));
    expect(found).toContainEqual(expect.stringContaining('MedicinalProductDefinition.contact'));
    expect(found).toContainEqual(expect.stringContaining('"regauth-request-resource" is unknown'));
    expect(found).toHaveLength(2);
  });

  it.each([
    ['2025-01', '2026-05'],
    ['2025-03', '2026-05'],
    ['2026-04-poc', '2026-05'],
    ['2025-01', '2026-04-poc'],
    ['2025-03', '2026-04-poc'],
    ['2026-05', '2026-04-poc'],
    ['2026-04-poc', '2025-03'],
  ] as const)('%s at %s fails: the code systems are others', async (edition, other) => {
    expect(await errors(other, goodPhpidTask(edition))).toContainEqual(
      expect.stringContaining(`Task.code needs a code of ${FACTS[other].base}`),
    );
  });

  it.each(['2025-03', '2026-04-poc', '2026-05'] as const)('%s has no GSID requests', async (edition) => {
    const system = `${FACTS[edition].base}/CodeSystem/task-request-code`;
    const task = changed(goodGsidTask(), ['code.coding.0.system', system]);
    expect(await errors(edition, task)).toContainEqual(expect.stringMatching(/^Task\.code: .*gsid-request/));
  });

  it('a GSID request that names its profile fails after 2025-01, since the profile is unknown', async () => {
    const task = changed(goodGsidTask(), [
      'meta',
      { profile: ['http://who-umc.org/idmp/StructureDefinition/Task-who-php-gsid'] },
    ]);
    expect(await errors('2025-01', task)).toEqual([]);
    expect(await errors('2025-03', task)).toContainEqual(
      expect.stringMatching(/^Task\.meta\.profile\[0\]: .*does not have the profile/),
    );
  });
});
