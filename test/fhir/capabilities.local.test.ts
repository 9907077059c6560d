import { describe, expect, it } from '@jest/globals';
import type { EditionName } from '../../src/contract/index.js';
import { FhirClient, ServiceCapabilities, type Capabilities } from '../../src/fhir/index.js';
import { withFhirServer, type FhirServer, type Reply } from '../support/fhir-server.js';
import { accountAt, withClient } from './support/account.js';

const statement = (task: object | null, changes: object = {}): object => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  kind: 'capability',
  fhirVersion: '5.0.0',
  software: { name: 'A service', version: '1.0.0' },
  rest: [{ mode: 'server', resource: task === null ? [] : [{ type: 'Task', ...task }] }],
  ...changes,
});
const FULL = {
  interaction: ['read', 'create', 'delete', 'update', 'patch'].map((code) => ({ code })),
  searchParam: [
    { name: 'identifier', type: 'token' },
    { name: 'focus', type: 'reference' },
  ],
  conditionalCreate: true,
  operation: [{ name: 'validate' }],
};
/** Lists of the guide's own statement of 2026-05. */
const GUIDE_2026 = {
  interaction: ['read', 'create', 'search-type'].map((code) => ({ code })),
  searchParam: ['status', '_id', '_elements', 'page', '_count', '_format'].map((name) => ({ name })),
};

const asked = (server: FhirServer): number =>
  server.requests.filter(({ path }) => path === 'metadata').length;

async function read(reply: Reply, edition: EditionName = '2026-05'): Promise<Capabilities> {
  let known: Capabilities | null = null;
  await withFhirServer(async (server) => {
    server.on('GET', 'metadata', reply);
    known = await withClient(accountAt(server.baseUrl, { edition }), ({ capabilities }) =>
      capabilities.get(),
    );
  })();
  return known!;
}

describe('what a service can do', () => {
  it('is in its CapabilityStatement, whatever the edition says', async () => {
    expect(await read({ body: statement(FULL) })).toEqual({
      source: 'statement',
      softwareVersion: '1.0.0',
      taskSearch: ['identifier', 'focus'],
      searchByIdentifier: true,
      searchByFocus: true,
      conditionalCreate: true,
      delete: true,
      update: true,
      patch: true,
      operations: ['validate'],
    });
    expect(await read({ body: statement(GUIDE_2026) }, '2025-01')).toMatchObject({
      source: 'statement',
      taskSearch: ['status', '_id', '_elements', 'page', '_count', '_format'],
      searchByIdentifier: false,
      searchByFocus: false,
      conditionalCreate: false,
      delete: false,
      update: false,
      operations: [],
    });
  });

  it('includes what the server can do with every resource', async () => {
    const task = { type: 'Task', searchParam: [{ name: 'status' }] };
    const ofAll = { operation: [{ name: '$validate' }], searchParam: [{ name: '_lastUpdated' }] };
    const rest = [{ mode: 'server', resource: [task], ...ofAll }];
    const known = await read({ body: statement(null, { rest }) });
    expect(known).toMatchObject({ operations: ['validate'], taskSearch: ['_lastUpdated', 'status'] });
  });

  it.each<[string, Reply]>([
    ['the answer is an error', { status: 500 }],
    ['the key is refused', { status: 401, body: { message: 'Access denied' } }],
    ['the answer is HTML', { body: '<html/>' }],
    ['the answer is empty', {}],
    ['the answer is another resource', { body: { resourceType: 'Basic' } }],
    ['the answer is an OperationOutcome', { body: { resourceType: 'OperationOutcome', issue: [] } }],
    ['the connection is lost', (response) => void response.destroy()],
    ['it says nothing of Tasks', { body: statement(null) }],
    [
      'it speaks of a client',
      { body: statement(null, { rest: [{ mode: 'client', resource: [{ type: 'Task' }] }] }) },
    ],
    ['its lists are none', { body: statement(null, { rest: { mode: 'server' } }) }],
  ])('is what the edition says where %s', async (_name, reply) => {
    const nothing = {
      source: 'edition',
      softwareVersion: null,
      searchByFocus: false,
      conditionalCreate: false,
      operations: [],
    };
    expect(await read(reply, '2025-01')).toMatchObject({
      ...nothing,
      taskSearch: ['identifier', 'status'],
      searchByIdentifier: true,
      delete: true,
    });
    expect(await read(reply, '2026-05')).toMatchObject({
      ...nothing,
      taskSearch: ['status', '_id', '_elements', 'page', '_count', '_format'],
      searchByIdentifier: false,
      delete: false,
    });
  });

  it.each<[string, object]>([
    ['a version that is no text', { software: { version: 5 } }],
    ['no software', { software: undefined }],
  ])('has no version where the statement has %s', async (_name, changes) => {
    const known = await read({ body: { ...statement(FULL), ...changes } });
    expect(known).toMatchObject({ source: 'statement', softwareVersion: null });
  });

  it('is not trusted where a lists holds nonsense', async () => {
    const odd = { interaction: [null, 'read'], searchParam: {}, operation: [{ name: 5 }] };
    expect(await read({ body: statement(odd) })).toMatchObject({
      taskSearch: [],
      searchByIdentifier: false,
      operations: [],
    });
  });
});

describe('what is known of a service', () => {
  const withClock = (
    server: FhirServer,
    test: (known: ServiceCapabilities, pass: (minutes: number) => void) => Promise<void>,
  ): Promise<void> => {
    let now = 0;
    const client = new FhirClient(accountAt(server.baseUrl, { edition: '2025-01' }));
    const known = new ServiceCapabilities(client, () => now);
    return test(known, (minutes) => (now += minutes * 60_000)).finally(() => client.close());
  };

  it(
    'is read once an hour',
    withFhirServer(async (server) => {
      server.on('GET', 'metadata', { body: statement(FULL) }, { body: statement(GUIDE_2026) });
      await withClock(server, async (known, pass) => {
        expect((await known.get()).conditionalCreate).toBe(true);
        pass(59);
        expect((await known.get()).conditionalCreate).toBe(true);
        expect(asked(server)).toBe(1);
        pass(1);
        expect((await known.get()).conditionalCreate).toBe(false);
        expect(asked(server)).toBe(2);
      });
    }),
  );

  it(
    'is read once for all callers of the same time',
    withFhirServer(async (server) => {
      server.on('GET', 'metadata', { body: statement(FULL) });
      await withClock(server, async (known) => {
        await Promise.all([known.get(), known.get(), known.get()]);
        expect(asked(server)).toBe(1);
      });
    }),
  );

  it(
    'is read again some minutes after a failure, and not before',
    withFhirServer(async (server) => {
      server.on('GET', 'metadata', { status: 503 }, { body: statement(FULL) });
      await withClock(server, async (known, pass) => {
        expect((await known.get()).source).toBe('edition');
        pass(4);
        expect((await known.get()).source).toBe('edition');
        pass(1);
        expect((await known.get()).source).toBe('statement');
        expect(asked(server)).toBe(2);
      });
    }),
  );

  it(
    'stays what the service stated last while it cannot be asked',
    withFhirServer(async (server) => {
      server.on('GET', 'metadata', { body: statement(FULL) }, { status: 503 });
      await withClock(server, async (known, pass) => {
        await known.get();
        pass(60);
        expect(await known.get()).toMatchObject({ source: 'statement', conditionalCreate: true });
      });
    }),
  );
});
