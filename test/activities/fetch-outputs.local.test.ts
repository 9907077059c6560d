import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import type { Account } from '../../src/configuration/config.js';
import {
  EDITION_NAMES,
  type AnyResource,
  type EditionName,
  type FetchedOutputs,
  type FetchOutputsInput,
  type GsidResult,
  type Kind,
  type PhpidResult,
  type RequestInput,
  type RequestResult,
  type TaskOutput,
} from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import { accountAt } from '../fhir/support/account.js';
import { gsidRequests, minimalProduct, taskFor } from '../products/support/requests.js';
import { startFhirServer, withFhirServer, type FhirServer, type Reply } from '../support/fhir-server.js';
import { failureOf, run } from './support/activities.js';

const FACTS = {
  account: 'default',
  requestId: 'R-1',
  taskId: '7',
  taskUrl: 'https://idmp.example/fhir/Task/7',
  submittedAt: '2026-05-20T10:30:00.000Z',
  completedAt: '2026-05-22T10:30:00.000Z',
  polls: 3,
};

const output = (
  type: string,
  reference: string | null,
  identifier: TaskOutput['identifier'] = null,
): TaskOutput => ({
  type,
  reference,
  identifier,
});
const fetchedWithWarnings = (
  accounts: Account[],
  kind: Kind,
  outputs: TaskOutput[],
  changes: Partial<FetchOutputsInput> = {},
  attempt = 1,
): Promise<FetchedOutputs> =>
  run('fetchOutputs', accounts, { ...FACTS, kind, outputs, ...changes }, { attempt });
const fetched = async (...args: Parameters<typeof fetchedWithWarnings>): Promise<RequestResult> =>
  (await fetchedWithWarnings(...args)).result;
const phpid = (server: FhirServer, outputs: TaskOutput[], attempt = 1): Promise<PhpidResult> =>
  fetched([accountAt(server.baseUrl)], 'phpid', outputs, {}, attempt) as Promise<PhpidResult>;
const gsid = (server: FhirServer, outputs: TaskOutput[]): Promise<GsidResult> =>
  fetched([accountAt(server.baseUrl, { edition: '2025-01' })], 'gsid', outputs) as Promise<GsidResult>;

const SYSTEM = 'http://umcterminologies.org/phpid';
const administrable = (value: string, level?: string): object => ({
  resourceType: 'AdministrableProductDefinition',
  status: 'active',
  identifier: [
    {
      ...(level === undefined ? {} : { type: { coding: [{ code: level }] } }),
      system: SYSTEM,
      value,
    },
  ],
});
const APD = 'AdministrableProductDefinition';

describe('the PhPIDs of a completed Task', () => {
  it(
    'are there although a resource is larger than Temporal takes: that one is left out, and said so',
    withFhirServer(async (server) => {
      const large = {
        ...administrable('PHPID-4', 'phpid-level-4'),
        id: 'b',
        description: 'x'.repeat(2_000_000),
      };
      server.on('GET', `${APD}/b`, { body: large });
      server.on('GET', `${APD}/a`, { body: administrable('PHPID-1', 'phpid-level-1') });
      const outputs = [output('phpid', `${APD}/b`), output('phpid', `${APD}/a`)];
      const { result, warnings } = await fetchedWithWarnings([accountAt(server.baseUrl)], 'phpid', outputs);
      expect((result as PhpidResult).phpids.map(({ value }) => value)).toEqual(['PHPID-1', 'PHPID-4']);
      expect(result.resources).toHaveLength(1);
      expect(warnings).toContainEqual({
        severity: 'warning',
        code: 'too-long',
        text: expect.stringMatching(
          /^AdministrableProductDefinition\/b has 2\d{6} bytes, which is too large/,
        ),
        expression: ['Task.output'],
      });
    }),
  );

  it(
    'are read from the resources that the outputs lead to, by level',
    withFhirServer(async (server) => {
      server.on('GET', `${APD}/b`, { body: administrable('PHPID-4', 'phpid-level-4') });
      server.on('GET', `${APD}/a`, { body: administrable('PHPID-1', 'phpid-level-1') });
      const result = await phpid(server, [output('phpid', `${APD}/b`), output('phpid', `${APD}/a`)]);
      expect(result).toEqual({
        requestId: 'R-1',
        edition: '2026-05',
        taskId: '7',
        taskUrl: FACTS.taskUrl,
        submittedAt: FACTS.submittedAt,
        completedAt: FACTS.completedAt,
        polls: 3,
        phpids: [
          {
            system: SYSTEM,
            value: 'PHPID-1',
            level: 1,
            reference: `${APD}/a`,
            url: `${server.baseUrl}/${APD}/a`,
          },
          {
            system: SYSTEM,
            value: 'PHPID-4',
            level: 4,
            reference: `${APD}/b`,
            url: `${server.baseUrl}/${APD}/b`,
          },
        ],
        productId: null,
        resources: [administrable('PHPID-4', 'phpid-level-4'), administrable('PHPID-1', 'phpid-level-1')],
      });
    }),
  );

  it.each([[undefined], ['phpid-level-9'], ['constructor']])(
    'have no level where the service says none that the edition knows: %s',
    (level) =>
      withFhirServer(async (server) => {
        server.on('GET', `${APD}/a`, { body: administrable('PHPID-1', level) });
        expect((await phpid(server, [output('phpid', `${APD}/a`)])).phpids[0]?.level).toBeNull();
      })(),
  );

  it(
    'are taken from a logical reference itself: it leads nowhere',
    withFhirServer(async (server) => {
      const identifier = { system: SYSTEM, value: 'PHPID-4' };
      const { phpids, resources } = await phpid(server, [output('phpid', null, identifier)]);
      expect(phpids).toEqual([{ ...identifier, level: null, reference: null, url: null }]);
      expect(resources).toEqual([]);
      expect(server.requests).toEqual([]);
    }),
  );

  it('are not fetched from another server: the key goes nowhere else', async () => {
    const other = await startFhirServer();
    await withFhirServer(async (server) => {
      const reference = `${other.server.baseUrl}/${APD}/a`;
      const identifier = { system: SYSTEM, value: 'PHPID-4' };
      const { phpids } = await phpid(server, [output('phpid', reference, identifier)]);
      expect(phpids).toEqual([{ ...identifier, level: null, reference, url: reference }]);
      expect([...server.requests, ...other.server.requests]).toEqual([]);
    })();
    await other.close();
  });
});

describe('the form of the result', () => {
  const warningsOf = async (server: FhirServer, outputs: TaskOutput[]): Promise<unknown[]> => {
    const { warnings } = await fetchedWithWarnings([accountAt(server.baseUrl)], 'phpid', outputs);
    return warnings;
  };

  it.each<[string, (server: FhirServer) => string]>([
    ['relative', () => `${APD}/a`],
    ['absolute', ({ baseUrl }) => `${baseUrl}/${APD}/a`],
    ['relative to the host', () => `/fhir/${APD}/a`],
    ['of a version', () => `${APD}/a/_history/3`],
    ['absolute, of a version', ({ baseUrl }) => `${baseUrl}/${APD}/a/_history/3`],
  ])('is one, whether a reference is %s', (_name, reference) =>
    withFhirServer(async (server) => {
      server.on('GET', `${APD}/a`, { body: administrable('PHPID-1', 'phpid-level-1') });
      const { phpids } = await phpid(server, [output('phpid', reference(server))]);
      expect(phpids).toEqual([
        {
          system: SYSTEM,
          value: 'PHPID-1',
          level: 1,
          reference: `${APD}/a`,
          url: `${server.baseUrl}/${APD}/a`,
        },
      ]);
    })(),
  );

  it(
    'has what the Task contains, without a call; a part of a Task has no address',
    withFhirServer(async (server) => {
      const contained = administrable('PHPID-4', 'phpid-level-4') as AnyResource;
      const result = await phpid(server, [{ ...output('phpid', '#a'), contained }]);
      expect(result.phpids).toEqual([
        { system: SYSTEM, value: 'PHPID-4', level: 4, reference: '#a', url: null },
      ]);
      expect(result.resources).toEqual([contained]);
      expect(server.requests).toEqual([]);
    }),
  );

  it(
    'has a PhPID and a resource once, however often they are named',
    withFhirServer(async (server) => {
      server.on('GET', `${APD}/a`, { body: administrable('PHPID-1', 'phpid-level-1') });
      const logical = output('phpid', null, { system: SYSTEM, value: 'PHPID-1' });
      const result = await phpid(server, [
        logical,
        output('phpid', `${APD}/a`),
        output('phpid', `${server.baseUrl}/${APD}/a/_history/1`),
      ]);
      expect(result.phpids).toMatchObject([{ value: 'PHPID-1', level: 1, reference: `${APD}/a` }]);
      expect(result.resources).toHaveLength(1);
      expect(server.calls()).toHaveLength(1);
    }),
  );

  it(
    "takes the identifier of the edition's system at any place",
    withFhirServer(async (server) => {
      const resource = administrable('PHPID-1', 'phpid-level-1') as { identifier: object[] };
      const identifier = [{ system: 'urn:other', value: 'X' }, { value: 'half' }, ...resource.identifier];
      server.on('GET', `${APD}/a`, { body: { ...resource, identifier } });
      expect((await phpid(server, [output('phpid', `${APD}/a`)])).phpids[0]?.value).toBe('PHPID-1');
    }),
  );

  it(
    'says what is missing, and invents nothing: levels, and the product',
    withFhirServer(async (server) => {
      server.on('GET', `${APD}/a`, { body: administrable('PHPID-4', 'phpid-level-4') });
      expect(await warningsOf(server, [output('phpid', `${APD}/a`)])).toEqual([
        expect.objectContaining({ code: 'not-found', text: 'missing PhPID of level 1, 2, 3' }),
        expect.objectContaining({ code: 'not-found', text: 'the Task has no output for the product' }),
      ]);
    }),
  );

  it(
    'says what is odd: a system that is not the edition’s, and an unknown level',
    withFhirServer(async (server) => {
      const odd = output('phpid', null, { system: 'urn:other', value: 'X' });
      const warnings = await warningsOf(server, [
        odd,
        output('umc-product-id', null, { system: 's', value: 'v' }),
      ]);
      expect(warnings).toEqual([
        expect.objectContaining({ code: 'value', text: expect.stringContaining('urn:other') }),
        expect.objectContaining({ code: 'incomplete', text: expect.stringContaining('level') }),
      ]);
    }),
  );
});

describe('the product id of a completed Task', () => {
  const PRODUCT = { system: 'http://umcterminologies.org/umc-product-id', value: 'UMC-1' };
  const MPD = 'MedicinalProductDefinition';
  const product = {
    resourceType: MPD,
    name: [{ productName: 'Wakeful' }],
    identifier: [{ system: 'urn:example:other', value: 'X' }, PRODUCT],
  };
  const withProduct = (server: FhirServer, given: TaskOutput, reply: Reply): Promise<PhpidResult> => {
    server.on('GET', `${APD}/a`, { body: administrable('PHPID-1') });
    server.on('GET', `${MPD}/p`, reply);
    return phpid(server, [given, output('phpid', `${APD}/a`)]);
  };

  it(
    "is the output's own identifier",
    withFhirServer(async (server) => {
      const { productId } = await withProduct(server, output('umc-product-id', null, PRODUCT), {
        status: 500,
      });
      expect(productId).toEqual(PRODUCT);
    }),
  );

  it(
    "is that of the product record, in the edition's system",
    withFhirServer(async (server) => {
      const result = await withProduct(server, output('umc-product-id', `${MPD}/p`), { body: product });
      expect(result.productId).toEqual(PRODUCT);
      expect(result.resources).toContainEqual(product);
    }),
  );

  it.each([401, 403, 404, 410])(
    'is all that is read where the product record is closed to the key (%i): products need a licence',
    (status) =>
      withFhirServer(async (server) => {
        const result = await withProduct(server, output('umc-product-id', `${MPD}/p`, PRODUCT), { status });
        expect(result.phpids).toHaveLength(1);
        expect(result.productId).toEqual(PRODUCT);
        expect(result.resources).toHaveLength(1);
      })(),
  );

  it(
    'is waited for where the service fails for the moment',
    withFhirServer(async (server) => {
      const given = output('umc-product-id', `${MPD}/p`, PRODUCT);
      const failure = await failureOf(withProduct(server, given, { status: 503 }));
      expect(failure).toMatchObject({ type: 'ServiceError', nonRetryable: false });
    }),
  );
});

describe('the GSID of a completed Task', () => {
  const GSID = { system: 'http://who-umc.org/idmp/gsid', value: 'GSID-1' };
  const substance = {
    resourceType: 'SubstanceDefinition',
    identifier: [{ system: 'urn:example:other', value: 'X' }, GSID],
  };

  it.each(['SubstanceDefinition', 'gsid'])('is read from an output typed %s: the guide has both', (type) =>
    withFhirServer(async (server) => {
      server.on('GET', 'SubstanceDefinition/s', { body: substance });
      const result = await gsid(server, [output('phpid', null), output(type, 'SubstanceDefinition/s')]);
      expect(result.gsid).toEqual(GSID);
      expect(result.resources).toEqual([substance]);
      expect(result).not.toHaveProperty('phpids');
    })(),
  );

  it(
    'may be a logical reference',
    withFhirServer(async (server) => {
      expect((await gsid(server, [output('gsid', null, GSID)])).gsid).toEqual(GSID);
      expect(server.requests).toEqual([]);
    }),
  );
});

describe('a substance whose GSID is not in the edition’s system', () => {
  const SUBSTANCE = output('SubstanceDefinition', 'SubstanceDefinition/s');
  const accounts = (server: FhirServer): Account[] => [accountAt(server.baseUrl, { edition: '2025-01' })];

  it(
    'has its only identifier for a GSID, and a warning',
    withFhirServer(async (server) => {
      const identifier = [{ system: 'http://umcterminologies.org/gsid', value: 'GSID-1' }];
      server.on('GET', 'SubstanceDefinition/s', {
        body: { resourceType: 'SubstanceDefinition', identifier },
      });
      const { result, warnings } = await fetchedWithWarnings(accounts(server), 'gsid', [SUBSTANCE]);
      expect(result).toMatchObject({ gsid: identifier[0] });
      expect(warnings).toEqual([expect.objectContaining({ code: 'value', expression: ['Task.output[0]'] })]);
    }),
  );

  it(
    'is empty where there are several to choose from: a CAS number is not a GSID',
    withFhirServer(async (server) => {
      const identifier = ['urn:cas', 'urn:unii'].map((system) => ({ system, value: '1' }));
      server.on('GET', 'SubstanceDefinition/s', {
        body: { resourceType: 'SubstanceDefinition', identifier },
      });
      const failure = await failureOf(fetchedWithWarnings(accounts(server), 'gsid', [SUBSTANCE]));
      expect(failure).toMatchObject({ type: 'ProtocolError', nonRetryable: true });
    }),
  );
});

describe('a completed Task that gives no identifier', () => {
  it.each<[string, Kind, TaskOutput[]]>([
    ['without outputs', 'phpid', []],
    ['with the product alone', 'phpid', [output('umc-product-id', null, { system: 'x', value: 'y' })]],
    ['with a reference that leads elsewhere', 'phpid', [output('phpid', 'https://elsewhere.example/x/1')]],
    ['with outputs of other types', 'gsid', [output('phpid', null, { system: 'x', value: 'y' })]],
  ])('ends the request as ProtocolError: %s', (_name, kind, outputs) =>
    withFhirServer(async (server) => {
      const account = accountAt(server.baseUrl, { edition: kind === 'gsid' ? '2025-01' : '2026-05' });
      const failure = await failureOf(fetched([account], kind, outputs));
      expect(failure).toMatchObject({ type: 'ProtocolError', nonRetryable: true });
      expect(failure.detail.taskId).toBe('7');
      expect(failure.detail.issues[0]).toMatchObject({ code: 'not-found', expression: ['Task.output'] });
    })(),
  );

  it(
    'ends it, too, where the resource has no identifier',
    withFhirServer(async (server) => {
      server.on('GET', `${APD}/a`, { body: { resourceType: APD, status: 'active' } });
      expect((await failureOf(phpid(server, [output('phpid', `${APD}/a`)]))).type).toBe('ProtocolError');
    }),
  );
});

describe('an output that cannot be read', () => {
  it.each<[string, Reply, string]>([
    ['its answer is empty', { status: 200 }, 'UnreadableAnswer'],
    ['its answer is HTML', { body: '<html>maintenance</html>' }, 'UnreadableAnswer'],
    [
      'its answer is an OperationOutcome',
      { body: { resourceType: 'OperationOutcome', issue: [] } },
      'UnreadableAnswer',
    ],
    ['it is not published yet', { status: 404 }, 'NotFound'],
    ['the key is refused', { status: 401 }, 'AccessDenied'],
  ])('is tried again: %s', (_name, reply, type) =>
    withFhirServer(async (server) => {
      server.on('GET', `${APD}/a`, reply);
      const failure = await failureOf(phpid(server, [output('phpid', `${APD}/a`)]));
      expect(failure).toMatchObject({ type, nonRetryable: false });
      expect(failure.detail.taskId).toBe('7');
    })(),
  );

  it(
    'ends the request as ProtocolError where it makes no sense for the twelfth time',
    withFhirServer(async (server) => {
      server.on('GET', `${APD}/a`, { status: 200 });
      const failure = await failureOf(phpid(server, [output('phpid', `${APD}/a`)], 12));
      expect(failure).toMatchObject({ type: 'ProtocolError', nonRetryable: true });
    }),
  );
});

describe('a whole request at the sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ pace: [{ status: 'completed', afterReads: 0 }] });
  });
  afterAll(() => sandbox.close());

  async function resultOf(edition: EditionName, kind: Kind, request: RequestInput): Promise<RequestResult> {
    const accounts = [accountAt(sandbox.baseUrl(edition), { edition })];
    const task: Task = taskFor(edition, kind, request);
    const account = 'default';
    expect(await run('validateTask', accounts, { account, task })).toEqual([]);
    const { taskId } = await run('submitTask', accounts, { account, task, tracking: 't' });
    const { taskStatus, outputs } = await run('pollTask', accounts, { account, taskId });
    expect(taskStatus).toBe('completed');
    return await fetched(accounts, kind, outputs, { taskId });
  }

  it.each(EDITION_NAMES)('gives four PhPIDs and the product id in %s', async (edition) => {
    const result = (await resultOf(edition, 'phpid', { product: minimalProduct })) as PhpidResult;
    const { systems } = editionNamed(edition);
    expect(result.phpids.map(({ level }) => level)).toEqual([1, 2, 3, 4]);
    for (const each of result.phpids) expect(each.system).toBe(systems.phpid);
    expect(new Set(result.phpids.map(({ value }) => value)).size).toBe(4);
    expect(result.productId).toEqual({ system: systems.productId, value: expect.any(String) });
  });

  it('gives a GSID in 2025-01', async () => {
    const result = (await resultOf(
      '2025-01',
      'gsid',
      gsidRequests['a minimal simple substance']!,
    )) as GsidResult;
    expect(result.gsid).toEqual({ system: 'http://who-umc.org/idmp/gsid', value: expect.any(String) });
    expect(result.resources.map(({ resourceType }) => resourceType)).toEqual(['SubstanceDefinition']);
  });
});
