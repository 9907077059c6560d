import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import { EDITION_NAMES, type EditionName, type Issue } from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import {
  createTask,
  findTask,
  readTask,
  validateTask,
  type FhirClient,
  type FhirError,
  type TaskAtService,
} from '../../src/fhir/index.js';
import { startFhirServer, withFhirServer, type FhirServer, type Reply } from '../support/fhir-server.js';
import { accountAt, errorOf, withClient } from './support/account.js';

const task: Task = { resourceType: 'Task', status: 'requested', intent: 'proposal' };
const outcome = (...issue: object[]): object => ({ resourceType: 'OperationOutcome', issue });
const wrong = { severity: 'error', code: 'required', diagnostics: 'Task.code is missing' };
const odd = { severity: 'warning', code: 'value', diagnostics: 'Odd.' };

const ours = { system: 'urn:idmp-worker:request', value: 'phpid/default/MPID 7#run-1' };

/** Uses the server as an account of that edition. */
const as = <T>(
  server: FhirServer,
  use: (client: FhirClient) => Promise<T>,
  edition?: EditionName,
): Promise<T> => withClient(accountAt(server.baseUrl, edition === undefined ? {} : { edition }), use);

describe('the validation of a Task', () => {
  const validated = async (reply: Reply): Promise<Issue[] | FhirError> => {
    let verdict: Issue[] | FhirError = [];
    await withFhirServer(async (server) => {
      server.on('POST', 'Task/$validate', reply);
      verdict = await as(server, (client) =>
        validateTask(client, task).catch((error: unknown) => error as FhirError),
      );
      expect(server.requests[0]?.body).toEqual(task);
    })();
    return verdict;
  };

  it.each([200, 400, 412, 422])(
    'is judged by the OperationOutcome, not by the status code (%i)',
    async (status) => {
      expect(await validated({ status, body: outcome(wrong, odd) })).toEqual([
        { severity: 'error', code: 'required', text: 'Task.code is missing', expression: [] },
        { severity: 'warning', code: 'value', text: 'Odd.', expression: [] },
      ]);
    },
  );

  it('finds nothing where there is nothing', async () => {
    expect(await validated({ body: outcome({ severity: 'information', code: 'informational' }) })).toEqual([
      expect.objectContaining({ severity: 'information' }),
    ]);
  });

  it.each([200, 400, 422])('is not a verdict where the service could not judge (%i)', async (status) => {
    const exception = { severity: 'error', code: 'exception', diagnostics: 'Validator is down.' };
    expect(await validated({ status, body: outcome(exception) })).toMatchObject({
      reason: 'server',
      message: expect.stringContaining('Validator is down.'),
    });
  });

  it.each([404, 405, 501])(
    'is left to the submission where the service has no such operation (%i); a warning says so',
    async (status) => {
      expect(await validated({ status, body: outcome(wrong) })).toEqual([
        {
          severity: 'warning',
          code: 'not-supported',
          text: expect.stringContaining(String(status)),
          expression: [],
        },
      ]);
    },
  );

  it.each([301, 302, 406, 415])(
    'is an error where the account is set up wrongly (%i): no operation is missing there',
    async (status) => {
      expect(await validated({ status, headers: { location: '/elsewhere' } })).toMatchObject({
        reason: 'unsupported',
        status,
      });
    },
  );

  it.each<[string, Reply, string]>([
    ['a gateway refuses in JSON', { status: 400, body: { message: 'Bad request' } }, 'invalid'],
    ['the key is refused', { status: 401, body: '<html/>' }, 'denied'],
    ['there are too many calls', { status: 429 }, 'throttled'],
    ['the service fails', { status: 500, body: outcome(wrong) }, 'server'],
    ['the answer is empty', { status: 200 }, 'unreadable'],
    ['the answer is the Task', { body: task }, 'unreadable'],
  ])('is no verdict where %s', async (_name, reply, reason) => {
    expect(await validated(reply)).toMatchObject({ reason });
  });
});

describe('the submission of a Task', () => {
  const submitted = async (reply: Reply): Promise<TaskAtService | FhirError> => {
    let result: TaskAtService | FhirError | null = null;
    await withFhirServer(async (server) => {
      server.on('POST', 'Task', reply);
      result = await as(server, async (client) => {
        const created = await createTask(client, task, ours).catch((error: unknown) => error as FhirError);
        return 'url' in created
          ? { ...created, url: created.url.replace(server.baseUrl, '[base]') }
          : created;
      });
      expect(server.calls()).toEqual(['POST Task']);
    })();
    return result!;
  };
  const at = (id: string, status = 'requested'): object => ({ id, url: `[base]/Task/${id}`, status });

  it('takes the id out of Content-Location (guide, phpIdRequest step 4)', async () => {
    expect(await submitted({ status: 201, headers: { 'content-location': 'Task/7' }, body: task })).toEqual(
      at('7'),
    );
  });

  it.each([
    ['absolute', 'https://idmp.example/fhir/Task/7'],
    ['relative', 'Task/7'],
    ['relative to the host', '/fhir/Task/7'],
    ['of a version, which would show "requested" for ever', 'https://idmp.example/fhir/Task/7/_history/1'],
  ])('takes addresses that are %s', async (_name, location) => {
    expect(await submitted({ status: 201, headers: { location }, body: task })).toEqual(at('7'));
  });

  it('prefers Content-Location to Location, and both to the body', async () => {
    const headers = { 'content-location': 'Task/7', location: 'Task/8' };
    expect(await submitted({ status: 201, headers, body: { ...task, id: '9' } })).toEqual(at('7'));
    expect(
      await submitted({ status: 201, headers: { location: 'Task/8' }, body: { ...task, id: '9' } }),
    ).toEqual(at('8'));
  });

  it.each(['Binary/7', 'https://idmp.example/', 'nonsense'])(
    'takes the id out of the body where Content-Location is not a Task: %s',
    async (location) => {
      const headers = { 'content-location': location };
      expect(await submitted({ status: 201, headers, body: { ...task, id: '9' } })).toEqual(at('9'));
    },
  );

  it('takes the id out of the body where there is no address', async () => {
    expect(await submitted({ status: 201, body: { ...task, id: '9', status: 'received' } })).toEqual(
      at('9', 'received'),
    );
  });

  it.each<[string, Reply]>([
    ['HTML', { status: 201, headers: { location: 'Task/7' }, body: '<html/>' }],
    ['half of a JSON', { status: 201, headers: { location: 'Task/7' }, body: '{"resourceType":"Ta' }],
    ['an OperationOutcome', { status: 201, headers: { location: 'Task/7' }, body: outcome(odd) }],
  ])('takes the address where the body is %s: the Task is there', async (_name, reply) => {
    expect(await submitted(reply)).toEqual(at('7'));
  });

  it.each(['Task/..', 'Task/a b', 'Task/'])('takes no id out of %s', async (location) => {
    expect(await submitted({ status: 201, headers: { location } })).toMatchObject({ reason: 'unreadable' });
  });

  it.each(['..', '../metadata', 7])('takes no id like %s out of the body', async (id) => {
    expect(await submitted({ status: 201, body: { ...task, id } })).toMatchObject({ reason: 'unreadable' });
  });

  it('takes an answer without body', async () => {
    expect(await submitted({ status: 201, headers: { 'content-location': 'Task/7' } })).toEqual(at('7'));
  });

  it('polls at the base of its own account, wherever the address leads', async () => {
    const headers = { 'content-location': 'https://evil.example/fhir/Task/7' };
    expect(await submitted({ status: 201, headers, body: task })).toEqual(at('7'));
  });

  it.each<[string, Reply]>([
    ['nothing', { status: 201 }],
    ['a Task without id', { status: 201, body: task }],
    ['an OperationOutcome', { status: 200, body: outcome(odd) }],
  ])('is unreadable where the answer is %s: the address of the Task is unknown', async (_name, reply) => {
    expect(await submitted(reply)).toMatchObject({ reason: 'unreadable' });
  });
});

describe('the submission of a Task to a service with conditional create', () => {
  const stated = (conditionalCreate: boolean): Reply => ({
    body: {
      resourceType: 'CapabilityStatement',
      rest: [
        {
          mode: 'server',
          resource: [{ type: 'Task', conditionalCreate, searchParam: [{ name: 'identifier' }] }],
        },
      ],
    },
  });
  const FOUND = `GET Task?identifier=${encodeURIComponent(`${ours.system}|${ours.value}`)}`;
  const stored = { ...task, id: '7', identifier: [ours], status: 'accepted' };
  const bundle = (...tasks: object[]): object => ({
    resourceType: 'Bundle',
    entry: tasks.map((resource) => ({ resource })),
  });
  const create = (server: FhirServer): Promise<TaskAtService> =>
    as(server, (client) => createTask(client, task, ours));
  const lookUp = (server: FhirServer, ...tasks: object[]): void =>
    server.on('GET', FOUND.slice(4), { body: bundle(...tasks) });
  const condition = (server: FhirServer): string | undefined =>
    server.requests.find(({ method }) => method === 'POST')?.headers['if-none-exist'] as string | undefined;

  it(
    'names the tracking identifier as the condition (R5, http, ccreate)',
    withFhirServer(async (server) => {
      server.on('GET', 'metadata', stated(true));
      server.on('POST', 'Task', { status: 201, headers: { location: 'Task/7/_history/1' } });
      expect((await create(server)).id).toBe('7');
      expect(condition(server)).toBe('identifier=urn:idmp-worker:request|phpid/default/MPID%207%23run-1');
    }),
  );

  it.each<[string, Reply]>([
    ['declares that it has none', stated(false)],
    ['declares nothing', { status: 404 }],
  ])('names no condition to one that %s', (_name, metadata) =>
    withFhirServer(async (server) => {
      server.on('GET', 'metadata', metadata);
      server.on('POST', 'Task', { status: 201, headers: { location: 'Task/7' } });
      await create(server);
      expect(condition(server)).toBeUndefined();
    })(),
  );

  it.each<[string, Reply]>([
    ['by its address', { status: 200, headers: { location: 'Task/7/_history/3' } }],
    ['by its body', { status: 200, body: stored }],
  ])('adopts the Task that was there already: %s', (_name, reply) =>
    withFhirServer(async (server) => {
      server.on('GET', 'metadata', stated(true));
      server.on('POST', 'Task', reply);
      expect((await create(server)).id).toBe('7');
      expect(server.calls()).toEqual(['POST Task']);
    })(),
  );

  it.each<[string, Reply]>([
    ['200 says nothing of it', { status: 200 }],
    ['412: several match', { status: 412, body: outcome(wrong) }],
    ['409: another POST is under way', { status: 409 }],
  ])('looks it up where %s', (_name, reply) =>
    withFhirServer(async (server) => {
      server.on('GET', 'metadata', stated(true));
      server.on('POST', 'Task', reply);
      lookUp(server, stored);
      expect(await create(server)).toEqual({
        id: '7',
        url: `${server.baseUrl}/Task/7`,
        status: 'accepted',
      });
      expect(server.calls()).toEqual(['POST Task', FOUND]);
    })(),
  );

  it(
    'fails with the conflict where nothing is found, so that it is retried',
    withFhirServer(async (server) => {
      server.on('GET', 'metadata', stated(true));
      server.on('POST', 'Task', { status: 409 });
      lookUp(server);
      expect(await errorOf(create(server))).toMatchObject({ reason: 'conflict', status: 409 });
    }),
  );

  it(
    'fails with a conflict that has nothing to do with a condition',
    withFhirServer(async (server) => {
      server.on('GET', 'metadata', stated(false));
      server.on('POST', 'Task', { status: 409 });
      expect((await errorOf(create(server))).reason).toBe('conflict');
      expect(server.calls()).toEqual(['POST Task']);
    }),
  );
});

describe('the reading of a Task', () => {
  it.each<[string, Reply]>([
    ['empty', {}],
    ['another resource', { body: { resourceType: 'Basic' } }],
    ['a Task without status', { body: { resourceType: 'Task' } }],
    ['a Task whose status is no code', { body: { ...task, status: ['completed'] } }],
    ['a Task whose outputs are no list', { body: { ...task, status: 'completed', output: {} } }],
    ['a Task whose outputs are nothing', { body: { ...task, status: 'completed', output: [null] } }],
  ])('is unreadable where the answer is %s', (_name, reply) =>
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', reply);
      const error = await as(server, (client) => errorOf(readTask(client, '7')));
      expect(error.reason).toBe('unreadable');
    })(),
  );

  const read = (reply: Reply): Promise<Task | FhirError> =>
    new Promise((resolve, reject) => {
      withFhirServer(async (server) => {
        server.on('GET', 'Task/7', reply);
        resolve(
          await as(server, (client) => readTask(client, '7').catch((error: unknown) => error as FhirError)),
        );
      })().catch(reject);
    });
  const subsetted = { meta: { tag: [{ code: 'SUBSETTED' }] } };

  it('is unreadable where the answer is another Task: a cache mixed them up', async () => {
    expect(await read({ body: { ...task, id: '8' } })).toMatchObject({ reason: 'unreadable' });
  });

  it('is unreadable where a completed Task comes in part: its outputs may be missing', async () => {
    expect(await read({ body: { ...task, id: '7', status: 'completed', ...subsetted } })).toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining('SUBSETTED'),
    });
  });

  it('takes a list that is null for none', async () => {
    expect(await read({ body: { ...task, id: '7', status: 'accepted', output: null } })).toMatchObject({
      status: 'accepted',
    });
  });

  it('takes the status out of a part, too', async () => {
    expect(await read({ body: { ...task, id: '7', status: 'accepted', ...subsetted } })).toMatchObject({
      status: 'accepted',
    });
  });

  it('says what an OperationOutcome in its place says', async () => {
    expect(await read({ status: 200, body: outcome(wrong) })).toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining('Task.code is missing'),
      issues: [expect.objectContaining({ text: 'Task.code is missing' })],
    });
  });

  it('is the trouble of a server that says so with 200', async () => {
    const down = { severity: 'error', code: 'transient', diagnostics: 'Try later.' };
    expect(await read({ status: 200, body: outcome(down) })).toMatchObject({ reason: 'server' });
  });

  it.each(['requested', 'received', 'ready', 'in-progress', 'what-nobody-knows'])(
    'takes the status %s as it is',
    (status) =>
      withFhirServer(async (server) => {
        server.on('GET', 'Task/7', { body: { ...task, status } });
        expect((await as(server, (client) => readTask(client, '7'))).status).toBe(status);
      })(),
  );
});

describe('the search for the Task of a request', () => {
  const theirs = { system: 'http://requester.example/id', value: ours.value };
  const BY_IDENTIFIER = 'Task?identifier=urn%3Aidmp-worker%3Arequest%7Cphpid%2Fdefault%2FMPID%207%23run-1';
  const LISTED = 'Task?_count=100';

  const stored = (id: string, identifier: object, lastUpdated = '2026-05-20T10:00:00Z'): object => ({
    ...task,
    id,
    meta: { lastUpdated },
    identifier: [theirs, identifier],
  });
  const page = (tasks: object[], next?: string): object => ({
    resourceType: 'Bundle',
    type: 'searchset',
    link:
      next === undefined
        ? []
        : [
            { relation: 'self', url: 'x' },
            { relation: 'next', url: next },
          ],
    entry: tasks.map((resource) => ({ resource, search: { mode: 'match' } })),
  });
  const found = (server: FhirServer, edition: EditionName = '2026-05'): Promise<TaskAtService | null> =>
    as(server, (client) => findTask(client, ours), edition);

  const SEARCHES = EDITION_NAMES.map((name) => {
    const { taskSearch } = editionNamed(name);
    return [name, taskSearch.includes('identifier') ? BY_IDENTIFIER : LISTED] as const;
  });
  it.each(SEARCHES)('in %s asks for %s', (edition, path) =>
    withFhirServer(async (server) => {
      server.on('GET', path, { body: page([stored('7', ours)]) });
      expect(await found(server, edition)).toEqual({
        id: '7',
        url: `${server.baseUrl}/Task/7`,
        status: 'requested',
      });
    })(),
  );

  it(
    'finds none where none carries the identifier, though the server ignored what it was asked for',
    withFhirServer(async (server) => {
      const other = { ...ours, value: 'phpid/default/other#run-1' };
      server.on('GET', BY_IDENTIFIER, {
        body: page([stored('1', other), stored('2', theirs), { ...task, id: '3' }]),
      });
      expect(await found(server, '2025-01')).toBeNull();
    }),
  );

  it(
    'finds none where there is none',
    withFhirServer(async (server) => {
      server.on('GET', LISTED, { body: { resourceType: 'Bundle', type: 'searchset' } });
      expect(await found(server)).toBeNull();
    }),
  );

  it(
    'finds the oldest where several carry the identifier',
    withFhirServer(async (server) => {
      server.on('GET', LISTED, {
        body: page([
          stored('8', ours, '2026-05-20T10:00:02Z'),
          stored('7', ours, '2026-05-20T10:00:01Z'),
          stored('9', ours, '2026-05-20T10:00:03Z'),
        ]),
      });
      expect((await found(server))?.id).toBe('7');
    }),
  );

  it(
    'follows the next links, relative and absolute, as they stand',
    withFhirServer(async (server) => {
      server.on('GET', LISTED, { body: page([], 'Task?_count=100&page=2') });
      server.on('GET', 'Task?_count=100&page=2', {
        body: page([], `${server.baseUrl}/Task?page=3&token=a%2Fb`),
      });
      server.on('GET', 'Task?page=3&token=a%2Fb', { body: page([stored('7', ours)]) });
      expect((await found(server))?.id).toBe('7');
      expect(server.calls()).toHaveLength(3);
    }),
  );

  it(
    'ends where the pages lead in a circle',
    withFhirServer(async (server) => {
      server.on('GET', LISTED, { body: page([], 'Task?page=2') });
      server.on('GET', 'Task?page=2', { body: page([], 'Task?page=3') });
      server.on('GET', 'Task?page=3', { body: page([], 'Task?page=2') });
      expect(await found(server)).toBeNull();
      expect(server.calls()).toHaveLength(3);
    }),
  );

  it('does not follow a next link to another server', async () => {
    const other = await startFhirServer();
    await withFhirServer(async (server) => {
      server.on('GET', LISTED, { body: page([], `${other.server.baseUrl}/Task?page=2`) });
      const error = await errorOf(found(server));
      expect(error.reason).toBe('unsupported');
      expect(other.server.requests).toEqual([]);
    })();
    await other.close();
  });

  it(
    'takes hits alone: what is included or said about the search is none',
    withFhirServer(async (server) => {
      const bundle = page([]) as { entry: object[] };
      bundle.entry = [
        { resource: stored('1', ours), search: { mode: 'include' } },
        { resource: outcome(odd), search: { mode: 'outcome' } },
        { fullUrl: 'urn:uuid:1' },
        { resource: stored('7', ours) },
      ];
      server.on('GET', LISTED, { body: bundle });
      expect((await found(server))?.id).toBe('7');
    }),
  );

  it.each<[string, Reply]>([
    ['empty', {}],
    ['a Task', { body: task }],
    ['HTML', { body: '<html/>' }],
  ])('is unreadable where a page is %s: it says nothing of what is there', (_name, reply) =>
    withFhirServer(async (server) => {
      server.on('GET', LISTED, reply);
      expect((await errorOf(found(server))).reason).toBe('unreadable');
    })(),
  );

  it(
    'lists all Tasks where a strict server refuses the parameter',
    withFhirServer(async (server) => {
      server.on('GET', BY_IDENTIFIER, { status: 400, body: outcome(wrong) });
      server.on('GET', LISTED, { body: page([stored('7', ours)]) });
      expect((await found(server, '2025-01'))?.id).toBe('7');
    }),
  );

  it(
    'does not know where the search fails: that is an error, not "none"',
    withFhirServer(async (server) => {
      server.on('GET', BY_IDENTIFIER, { status: 503 });
      expect((await errorOf(found(server, '2025-01'))).reason).toBe('server');
    }),
  );

  it.each<[string, EditionName, string[], string]>([
    ['by identifier where its statement has it', '2026-05', ['identifier'], BY_IDENTIFIER],
    ['through all Tasks where its statement has not', '2025-01', ['status'], LISTED],
  ])('goes %s, whatever the edition says', (_name, edition, names, path) =>
    withFhirServer(async (server) => {
      const searchParam = names.map((name) => ({ name }));
      server.on('GET', 'metadata', {
        body: {
          resourceType: 'CapabilityStatement',
          rest: [{ mode: 'server', resource: [{ type: 'Task', searchParam }] }],
        },
      });
      server.on('GET', path, { body: page([stored('7', ours)]) });
      expect((await found(server, edition))?.id).toBe('7');
    })(),
  );

  it(
    'escapes what would separate values (R5, search, escaping)',
    withFhirServer(async (server) => {
      const odd = { system: 'urn:x', value: 'a,b|c$d' };
      const token = encodeURIComponent(String.raw`urn:x|a\,b\|c\$d`);
      server.on('GET', `Task?identifier=${token}`, { body: page([stored('7', odd)]) });
      expect((await as(server, (client) => findTask(client, odd), '2025-01'))?.id).toBe('7');
    }),
  );

  it(
    'ends where the same Tasks come again and again under new addresses',
    withFhirServer(async (server) => {
      const other = stored('1', { ...ours, value: 'other' });
      server.on('GET', LISTED, { body: page([other], 'Task?page=1') });
      for (let n = 1; n < 50; n += 1) {
        server.on('GET', `Task?page=${n}`, { body: page([other], `Task?page=${n + 1}`) });
      }
      expect(await found(server)).toBeNull();
      expect(server.calls().length).toBeLessThan(10);
    }),
  );

  describe('in parts of Tasks (SUBSETTED)', () => {
    const part = (id: string): object => ({
      ...task,
      id,
      meta: { tag: [{ code: 'SUBSETTED' }] },
    });

    it(
      'reads the whole ones: what is missing from a part says nothing',
      withFhirServer(async (server) => {
        server.on('GET', LISTED, { body: page([part('6'), part('7')]) });
        server.on('GET', 'Task/6', { status: 404 });
        server.on('GET', 'Task/7', { body: stored('7', ours) });
        expect((await found(server))?.id).toBe('7');
      }),
    );

    it(
      'does not know where the service shows nothing but parts',
      withFhirServer(async (server) => {
        server.on('GET', LISTED, { body: page([part('7')]) });
        server.on('GET', 'Task/7', { body: part('7') });
        expect((await errorOf(found(server))).reason).toBe('unreadable');
      }),
    );
  });

  it(
    'takes Tasks whose identifiers are malformed for others',
    withFhirServer(async (server) => {
      const odds = [
        { ...task, id: '1', identifier: {} },
        { ...task, id: '2', identifier: [null] },
      ];
      server.on('GET', LISTED, { body: page([...odds, stored('7', ours)]) });
      expect((await found(server))?.id).toBe('7');
    }),
  );
});
