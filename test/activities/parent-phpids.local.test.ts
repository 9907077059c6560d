import { describe, expect, it } from '@jest/globals';
import type { FetchedOutputs, TaskOutput } from '../../src/contract/index.js';
import { accountAt } from '../fhir/support/account.js';
import { startFhirServer, withFhirServer, type FhirServer, type Reply } from '../support/fhir-server.js';
import { failureOf, run } from './support/activities.js';

const APD = 'AdministrableProductDefinition';
const BASE = 'http://umcterminologies.org';
const identifier = (level: number): object => ({
  type: { coding: [{ system: `${BASE}/CodeSystem/phpid-level`, code: `phpid-level-${level}` }] },
  system: `${BASE}/phpid`,
  value: `PHPID-${level}`,
});
const parent = (level: number, changes: object = {}): object => ({
  url: `${BASE}/StructureDefinition/parent-phpid`,
  valueReference: { reference: `${APD}/l${level}`, identifier: identifier(level), ...changes },
});
const administrable = (level: number, ...extension: object[]): object => ({
  resourceType: APD,
  id: `l${level}`,
  status: 'active',
  identifier: [identifier(level)],
  extension: [{ url: `${BASE}/StructureDefinition/basic-dose-form` }, ...extension],
});
const LEVEL_4: TaskOutput = { type: 'phpid', reference: `${APD}/l4`, identifier: null };
const PRODUCT: TaskOutput = {
  type: 'umc-product-id',
  reference: null,
  identifier: { system: `${BASE}/umc-product-id`, value: 'UMC-1' },
};

function fetched(server: FhirServer, outputs = [LEVEL_4], attempt = 1): Promise<FetchedOutputs> {
  const input = {
    account: 'default',
    kind: 'phpid' as const,
    outputs: [...outputs, PRODUCT],
    requestId: 'R-1',
    taskId: '7',
    taskUrl: `${server.baseUrl}/Task/7`,
    submittedAt: '2026-05-20T10:30:00.000Z',
    completedAt: '2026-05-22T10:30:00.000Z',
    polls: 3,
  };
  return run('fetchOutputs', [accountAt(server.baseUrl)], input, { attempt });
}

const phpids = ({ result }: FetchedOutputs): unknown[] => ('phpids' in result ? result.phpids : []);
const phpid = (server: FhirServer, level: number, changes: object = {}): object => ({
  system: `${BASE}/phpid`,
  value: `PHPID-${level}`,
  level,
  reference: `${APD}/l${level}`,
  url: `${server.baseUrl}/${APD}/l${level}`,
  ...changes,
});
function publish(server: FhirServer, ...levels: number[]): void {
  for (const level of levels) server.on('GET', `${APD}/l${level}`, { body: administrable(level) });
  server.on('GET', `${APD}/l4`, { body: administrable(4, parent(1), parent(2), parent(3)) });
}

describe('the parents of a level-4 PhPID that is the only output (edition 2026-05)', () => {
  it(
    'are followed, read and among the result, whose form is that of the other editions',
    withFhirServer(async (server) => {
      publish(server, 1, 2, 3);
      const answer = await fetched(server);
      expect(phpids(answer)).toEqual([1, 2, 3, 4].map((level) => phpid(server, level)));
      expect(answer.result.resources.map(({ id }) => id)).toEqual(['l4', 'l1', 'l2', 'l3']);
      expect(answer.warnings).toEqual([]);
    }),
  );

  it(
    'are read once, where they are outputs as well',
    withFhirServer(async (server) => {
      publish(server, 1, 2, 3);
      const outputs = [4, 3, 2, 1].map((level) => ({ ...LEVEL_4, reference: `${APD}/l${level}` }));
      const answer = await fetched(server, outputs);
      expect(phpids(answer)).toHaveLength(4);
      expect(answer.result.resources).toHaveLength(4);
      expect(server.calls()).toHaveLength(4);
    }),
  );

  it(
    'may name each other, in circles even',
    withFhirServer(async (server) => {
      server.on('GET', `${APD}/l4`, { body: administrable(4, parent(3)) });
      server.on('GET', `${APD}/l3`, { body: administrable(3, parent(2)) });
      server.on('GET', `${APD}/l2`, { body: administrable(2, parent(1), parent(4)) });
      server.on('GET', `${APD}/l1`, { body: administrable(1, parent(3)) });
      expect(phpids(await fetched(server))).toHaveLength(4);
      expect(server.calls()).toHaveLength(4);
    }),
  );

  it.each<[string, Reply]>([
    ['404', { status: 404 }],
    ['410', { status: 410 }],
    ['403', { status: 403, body: { message: 'Licence needed' } }],
    ['401', { status: 401 }],
    ['405', { status: 405 }],
    ['HTML', { body: '<html/>' }],
    ['nothing', {}],
    ['another resource', { body: { resourceType: 'Basic' } }],
    ['a part', { body: { ...administrable(2), meta: { tag: [{ code: 'SUBSETTED' }] } } }],
  ])('are known by their identifier where they cannot be read (%s); an issue says so', (_name, reply) =>
    withFhirServer(async (server) => {
      publish(server, 1, 3);
      server.on('GET', `${APD}/l2`, reply);
      const answer = await fetched(server);
      expect(phpids(answer)).toEqual([1, 2, 3, 4].map((level) => phpid(server, level)));
      expect(answer.result.resources.map(({ id }) => id)).toEqual(['l4', 'l1', 'l3']);
      expect(answer.warnings).toEqual([
        {
          severity: 'warning',
          code: 'incomplete',
          text: expect.stringContaining(`${APD}/l2`),
          expression: [`${APD}.extension`],
        },
      ]);
    })(),
  );

  it.each<[string, Reply, string]>([
    ['a server error', { status: 503 }, 'ServiceError'],
    ['too many requests', { status: 429 }, 'TooManyRequests'],
    ['a lost connection', (response) => void response.destroy(), 'ServiceUnreachable'],
  ])('are asked for again after %s, and not for ever', (_name, reply, type) =>
    withFhirServer(async (server) => {
      publish(server, 1, 3);
      server.on('GET', `${APD}/l2`, reply);
      expect(await failureOf(fetched(server))).toMatchObject({ type, nonRetryable: false });
      const answer = await fetched(server, [LEVEL_4], 6);
      expect(phpids(answer)).toHaveLength(4);
      expect(answer.warnings).toHaveLength(1);
    })(),
  );

  it(
    'are not looked for where the extension is a logical reference',
    withFhirServer(async (server) => {
      publish(server, 1, 3);
      const logical = parent(2, { reference: undefined });
      server.on('GET', `${APD}/l4`, { body: administrable(4, parent(1), logical, parent(3)) });
      const answer = await fetched(server);
      expect(phpids(answer)[1]).toEqual(phpid(server, 2, { reference: null, url: null }));
      expect(answer.warnings).toEqual([]);
      expect(server.calls()).toHaveLength(3);
    }),
  );

  it('are not read from another server', async () => {
    const other = await startFhirServer();
    await withFhirServer(async (server) => {
      publish(server, 1, 3);
      const reference = `${other.server.baseUrl}/${APD}/l2`;
      server.on('GET', `${APD}/l4`, {
        body: administrable(4, parent(1), parent(2, { reference }), parent(3)),
      });
      const answer = await fetched(server);
      expect(phpids(answer)[1]).toEqual(phpid(server, 2, { reference, url: reference }));
      expect(answer.warnings).toHaveLength(1);
      expect(other.server.requests).toEqual([]);
    })();
    await other.close();
  });

  it(
    'have the identifier of their resource where the extension carries none',
    withFhirServer(async (server) => {
      publish(server, 1, 2, 3);
      const bare = parent(2, { identifier: undefined });
      server.on('GET', `${APD}/l4`, { body: administrable(4, parent(1), bare, parent(3)) });
      expect(phpids(await fetched(server))[1]).toEqual(phpid(server, 2));
    }),
  );

  it(
    'are missing, and that is said, where nothing gives their identifier',
    withFhirServer(async (server) => {
      publish(server, 1, 3);
      const bare = parent(2, { identifier: undefined });
      server.on('GET', `${APD}/l4`, { body: administrable(4, parent(1), bare, parent(3)) });
      server.on('GET', `${APD}/l2`, { status: 404 });
      const { warnings, ...answer } = await fetched(server);
      expect(phpids({ ...answer, warnings })).toHaveLength(3);
      expect(warnings.map(({ code, text }) => [code, text])).toContainEqual([
        'not-found',
        'missing PhPID of level 2',
      ]);
    }),
  );

  it.each<[string, object]>([
    ['no reference', { url: `${BASE}/StructureDefinition/parent-phpid`, valueString: 'l2' }],
    ['nothing', { url: `${BASE}/StructureDefinition/parent-phpid` }],
    ['of another kind', { url: 'urn:x', valueReference: { reference: `${APD}/l2` } }],
  ])('are none where the extension is %s', (_name, extension) =>
    withFhirServer(async (server) => {
      server.on('GET', `${APD}/l4`, { body: administrable(4, extension) });
      expect(phpids(await fetched(server))).toHaveLength(1);
    })(),
  );
});
