import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CapabilityStatement, OperationOutcome } from 'fhir/r5';
import { EDITION_NAMES } from '../../sandbox/editions/index.js';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { Client } from './support/client.js';
import { goodPhpidTask } from './support/good-tasks.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'manual' });
});
afterAll(() => sandbox.close());

describe.each([...EDITION_NAMES])('keys in edition %s', (edition) => {
  it.each([undefined, '', 'two words', 'umlaut-%C3%BC', 'x'.repeat(101)])(
    'the gateway answers 401 to %j, with no OperationOutcome',
    async (key) => {
      const headers: Record<string, string> = key === undefined ? {} : { 'Ocp-Apim-Subscription-Key': key };
      for (const [method, path] of [
        ['POST', '/Task/$validate'],
        ['POST', '/Task'],
        ['GET', '/Task'],
        ['GET', '/Task/1'],
        ['DELETE', '/Task/1'],
        ['PUT', '/Task/1'],
        ['GET', '/MedicinalProductDefinition/1'],
        ['GET', '/MedicinalProductDefinition'],
      ]) {
        const response = await fetch(`${sandbox.baseUrl(edition)}${path ?? ''}`, {
          method: method ?? '',
          headers,
          ...(method === 'POST' ? { body: JSON.stringify(goodPhpidTask(edition)) } : {}),
        });
        expect([path, response.status]).toEqual([path, 401]);
        expect(response.headers.get('content-type')).toMatch(/^application\/json/);
        expect(await response.json()).toEqual({ statusCode: 401, message: expect.any(String) });
      }
    },
  );

  it.each(['00000000-0000-0000-0000-000000000001', 'a', 'x'.repeat(100)])('%s is a key', async (key) => {
    expect((await new Client(sandbox, edition, key).search('')).status).toBe(200);
  });

  it('PhPIDs, GSIDs and the capability statement are read without one', async () => {
    for (const path of ['/AdministrableProductDefinition/1', '/SubstanceDefinition/1']) {
      expect((await fetch(`${sandbox.baseUrl(edition)}${path}`)).status).toBe(404);
    }
    expect((await fetch(`${sandbox.baseUrl(edition)}/SubstanceDefinition`)).status).toBe(200);
    expect((await fetch(`${sandbox.baseUrl(edition)}/metadata`)).status).toBe(200);
  });
});

describe('versions', () => {
  const ask = (version: string): ReturnType<Client['ask']> =>
    new Client(sandbox, '2026-05').ask('GET', '/Task', undefined, { 'x-api-version': version });

  it.each(['1.0', '1.0;'])('2026-05 speaks version %s of its API', async (version) => {
    const { status, headers } = await ask(version);
    expect(status).toBe(200);
    expect(headers.get('warning')).toBeNull();
  });

  it('2026-05 warns that 0.9 will be retired', async () => {
    const { status, headers } = await ask('0.9');
    expect(status).toBe(200);
    expect(headers.get('warning')).toBe(
      '299 IDMPService "Support for the requested API version will be retired 20271231"',
    );
  });

  it.each(['1.0.0', '2.0', 'latest'])(
    '2026-05 answers 406 to version %s, and says which it has',
    async (version) => {
      const { status, json } = await ask(version);
      expect(status).toBe(406);
      expect((json as OperationOutcome).issue[0]?.details?.text).toContain('1.0, 0.9');
    },
  );

  it('2026-04-poc speaks the version of its capability statement and that of 2026-05', async () => {
    const client = new Client(sandbox, '2026-04-poc');
    const statuses = await Promise.all(
      ['0.5', '1.0', '0.9'].map(
        async (version) => (await client.ask('GET', '/Task', undefined, { 'x-api-version': version })).status,
      ),
    );
    expect(statuses).toEqual([200, 200, 406]);
  });

  it.each(['2025-01', '2025-03'] as const)(
    '%s chooses by Accept and knows FHIR 5.0 alone',
    async (edition) => {
      const client = new Client(sandbox, edition);
      const accept = async (type: string): Promise<number> =>
        (await client.ask('GET', '/Task', undefined, { Accept: type })).status;
      expect(await accept('application/fhir+json; fhirVersion=5.0')).toBe(200);
      expect(await accept('application/fhir+json; fhirVersion=4.0')).toBe(406);
      expect(await accept('application/fhir+json')).toBe(200);
      const ignored = await client.ask('GET', '/Task', undefined, { 'x-api-version': '7.0' });
      expect(ignored.status).toBe(200);
    },
  );

  it.each([...EDITION_NAMES])('%s answers in JSON alone, and takes JSON alone', async (edition) => {
    const client = new Client(sandbox, edition);
    const xml = { Accept: 'application/fhir+xml' };
    expect((await client.ask('GET', '/Task', undefined, xml)).status).toBe(406);
    expect((await client.ask('GET', '/Task', undefined, { Accept: 'text/html, */*' })).status).toBe(200);
    const sent = await client.ask('POST', '/Task', '<Task/>', { 'Content-Type': 'application/fhir+xml' });
    expect(sent.status).toBe(415);
    expect((sent.json as OperationOutcome).resourceType).toBe('OperationOutcome');
    const plain = await client.ask('POST', '/Task', goodPhpidTask(edition), {
      'Content-Type': 'application/json',
    });
    expect(plain.status).toBe(201);
  });
});

describe('GET metadata', () => {
  it.each([
    ['2025-01', '0.5.0', '2025-01-20', ['read', 'create', 'delete'], ['identifier', 'status']],
    ['2025-03', '0.5.0', '2025-03-10', ['read', 'create', 'delete'], ['identifier', 'status']],
    ['2026-04-poc', '0.5.0', '2026-03-13', ['read', 'create', 'delete'], ['identifier', 'status']],
    [
      '2026-05',
      '1.0.0',
      '2026-03-04T09:18:10.065Z',
      ['read', 'create', 'search-type'],
      ['status', '_id', '_elements', 'page', '_count', '_format'],
    ],
  ] as const)(
    '%s says what it is and what it can',
    async (edition, version, date, interactions, parameters) => {
      const { json } = await new Client(sandbox, edition).ask<CapabilityStatement>('GET', '/metadata');
      expect(json).toMatchObject({ fhirVersion: '5.0.0', kind: 'capability', date, software: { version } });
      const task = json.rest?.[0]?.resource?.find(({ type }) => type === 'Task');
      expect(task?.interaction?.map(({ code }) => code)).toEqual(interactions);
      expect(task?.searchParam?.map(({ name }) => name)).toEqual(parameters);
      expect(task?.conditionalCreate).toBeUndefined();
      expect(task?.operation).toBeUndefined();
    },
  );
});
