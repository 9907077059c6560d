import { describe, expect, it } from '@jest/globals';
import { EDITION_NAMES } from '../../src/contract/index.js';
import type { Task } from 'fhir/r5';
import { startSandbox } from '../../sandbox/index.js';
import { readFinishedTasks, type FinishedTasksOptions } from '../../src/fhir/index.js';
import { Secret } from '../../src/configuration/secret.js';
import { withFhirServer, type FhirServer, type Reply } from '../support/fhir-server.js';
import { Client } from '../sandbox/support/client.js';
import { goodPhpidTask } from '../sandbox/support/good-tasks.js';
import { accountAt, errorOf, withClient } from './support/account.js';
import { page, searches } from './support/pages.js';

const ELEMENTS = '_elements=identifier,status,output,statusReason,businessStatus,note,lastModified';
const SINCE = '2026-11-21T10:00:00.000+01:00';
const UPDATED = '_lastUpdated=ge2026-11-21T10%3A00%3A00.000%2B01%3A00';
const STATUSES = ['completed', 'rejected', 'failed', 'cancelled', 'entered-in-error'];

const task = (id: string, status: string, changes: object = {}): object => ({
  resourceType: 'Task',
  id,
  status,
  intent: 'proposal',
  identifier: [{ system: 'urn:idmp-worker:request', value: `phpid/default/${id}#run` }],
  ...changes,
});
const byStatus = (status: string, ...more: string[]): string =>
  `Task?${[`status=${status}`, '_count=200', ...more].join('&')}`;

/** Makes a service that states these search parameters and answers these searches; other searches have no hits. */
function service(
  parameters: readonly string[],
  answers: Record<string, Reply>,
  test: (server: FhirServer) => Promise<void>,
): () => Promise<void> {
  return withFhirServer(async (server) => {
    server.on('GET', 'metadata', { body: searches(...parameters) });
    const extras = ['', `&${ELEMENTS}`, `&${UPDATED}`, `&${ELEMENTS}&${UPDATED}`];
    for (const status of STATUSES) {
      for (const extra of extras) server.on('GET', `${byStatus(status)}${extra}`, { body: page([]) });
    }
    for (const [path, reply] of Object.entries(answers)) server.on('GET', path, reply);
    await test(server);
  });
}

/** Lists ids and statuses, page by page. */
async function pages(server: FhirServer, options?: FinishedTasksOptions): Promise<string[][]> {
  return await withClient(accountAt(server.baseUrl), async (client) => {
    const read: string[][] = [];
    for await (const tasks of readFinishedTasks(client, options)) {
      read.push(tasks.map(({ id, status }) => `${id} ${status}`));
    }
    return read;
  });
}

const calls = (server: FhirServer): string[] => server.calls().map((call) => call.replace('GET ', ''));

describe('the finished Tasks of an account, at a service that searches by status', () => {
  it(
    'are searched for one status after the other, what is completed first',
    service(
      ['status'],
      {
        [byStatus('completed')]: { body: page([task('1', 'completed'), task('2', 'completed')]) },
        [byStatus('failed')]: { body: page([task('3', 'failed')]) },
      },
      async (server) => {
        expect(await pages(server)).toEqual([['1 completed', '2 completed'], [], ['3 failed'], [], []]);
        expect(calls(server)).toEqual(STATUSES.map((status) => byStatus(status)));
      },
    ),
  );

  it(
    'come page by page, over unchanged next links',
    service(
      ['status'],
      {
        [byStatus('completed')]: { body: page([task('1', 'completed')], 'Task?cursor=a%7Cb&page=2') },
        'Task?cursor=a%7Cb&page=2': { body: page([task('1', 'completed'), task('2', 'completed')]) },
      },
      async (server) => {
        const [first, second] = await pages(server);
        expect([first, second]).toEqual([['1 completed'], ['1 completed', '2 completed']]);
      },
    ),
  );

  it(
    'are not read where a link leads away from the account',
    service(
      ['status'],
      {
        [byStatus('completed')]: {
          body: page([task('1', 'completed')], 'https://elsewhere.example/fhir/Task'),
        },
      },
      async (server) => {
        expect(await errorOf(pages(server))).toMatchObject({ reason: 'unsupported' });
      },
    ),
  );

  it(
    'are those of the requested status, whatever the service answers',
    service(
      ['status'],
      {
        [byStatus('completed')]: {
          body: page([task('1', 'in-progress'), task('2', 'completed'), task('3', 'rejected')]),
        },
        [byStatus('rejected')]: { body: page([task('3', 'rejected'), { resourceType: 'Patient', id: '4' }]) },
        [byStatus('failed')]: {
          body: page([task('5', 'failed', { status: undefined }), task('..', 'failed')]),
        },
      },
      async (server) => {
        expect(await pages(server)).toEqual([['2 completed'], ['3 rejected'], [], [], []]);
      },
    ),
  );

  it(
    'are not read by themselves, not even those that show no identifiers',
    service(
      ['status', '_elements'],
      {
        [byStatus('completed', ELEMENTS)]: {
          body: page([
            task('1', 'completed', { identifier: undefined, meta: { tag: [{ code: 'SUBSETTED' }] } }),
          ]),
        },
      },
      async (server) => {
        expect((await pages(server))[0]).toEqual(['1 completed']);
        expect(calls(server)).toHaveLength(STATUSES.length);
      },
    ),
  );

  it(
    'are read in part, where the service states _elements',
    service(['status', '_elements', '_lastUpdated'], {}, async (server) => {
      await pages(server);
      expect(calls(server)).toEqual(STATUSES.map((status) => byStatus(status, ELEMENTS)));
    }),
  );

  it(
    'are those that changed since a time, where the service states _lastUpdated',
    service(['status', '_lastUpdated'], {}, async (server) => {
      await pages(server, { since: SINCE });
      await pages(server, { since: null });
      expect(calls(server)).toEqual([
        ...STATUSES.map((status) => byStatus(status, UPDATED)),
        ...STATUSES.map((status) => byStatus(status)),
      ]);
    }),
  );

  it(
    'are all of them whatever the time, where the service does not state _lastUpdated',
    service(['status'], {}, async (server) => {
      await pages(server, { since: SINCE });
      expect(calls(server)).toEqual(STATUSES.map((status) => byStatus(status)));
    }),
  );

  it(
    'are read without the parameters that a strict service refuses, from then on',
    service(
      ['status', '_elements', '_lastUpdated'],
      {
        [byStatus('completed', ELEMENTS, UPDATED)]: { status: 400 },
        [byStatus('completed')]: { body: page([task('1', 'completed')]) },
      },
      async (server) => {
        expect((await pages(server, { since: SINCE }))[0]).toEqual(['1 completed']);
        expect(calls(server)).toEqual([
          byStatus('completed', ELEMENTS, UPDATED),
          ...STATUSES.map((status) => byStatus(status)),
        ]);
      },
    ),
  );

  it(
    'have no status that the service refuses',
    service(
      ['status'],
      {
        [byStatus('completed')]: { body: page([task('1', 'completed')]) },
        [byStatus('failed')]: { status: 400 },
        [byStatus('cancelled')]: { body: page([task('2', 'cancelled')]) },
      },
      async (server) => {
        expect(await pages(server)).toEqual([['1 completed'], [], ['2 cancelled'], []]);
      },
    ),
  );

  it(
    'are found among all Tasks where the service refuses to search by status, though it says that it does',
    service(
      ['status', '_elements'],
      {
        [byStatus('completed', ELEMENTS)]: { status: 400 },
        [byStatus('completed')]: { status: 400 },
        [`Task?_count=200&${ELEMENTS}`]: { body: page([task('1', 'requested'), task('2', 'rejected')]) },
      },
      async (server) => {
        expect(await pages(server)).toEqual([['2 rejected']]);
        expect(calls(server)).toHaveLength(3);
      },
    ),
  );

  it.each([
    ['the first page', byStatus('rejected'), 503, 'server'],
    ['a later page, even with 400', 'Task?page=2', 400, 'invalid'],
  ])('are unknown, not absent, where %s fails', async (_where, path, status, reason) => {
    await service(
      ['status'],
      {
        [byStatus('completed')]: { body: page([task('1', 'completed')], 'Task?page=2') },
        'Task?page=2': { body: page([task('2', 'completed')]) },
        [path]: { status },
      },
      async (server) => {
        expect(await errorOf(pages(server))).toMatchObject({ reason, status });
      },
    )();
  });

  it(
    'are read no further when the caller has enough, or is cancelled',
    service(
      ['status'],
      { [byStatus('completed')]: { body: page([task('1', 'completed')], 'Task?page=2') } },
      async (server) => {
        await withClient(accountAt(server.baseUrl), async (client) => {
          const ending = new AbortController();
          for await (const tasks of readFinishedTasks(client)) {
            expect(tasks).toHaveLength(1);
            break;
          }
          const read = readFinishedTasks(client, { signal: ending.signal });
          await read.next();
          ending.abort(new Error('cancelled'));
          await expect(read.next()).rejects.toThrow('cancelled');
        });
        expect(calls(server)).toEqual([byStatus('completed'), byStatus('completed')]);
      },
    ),
  );
});

describe('the finished Tasks of an account, at a service that does not search by status', () => {
  const all = [task('1', 'requested'), task('2', 'completed'), task('3', 'entered-in-error')];

  it(
    'are found among all Tasks, which are listed once',
    service(
      ['identifier'],
      {
        'Task?_count=200': { body: page(all, 'Task?page=2') },
        'Task?page=2': { body: page([task('4', 'in-progress')]) },
      },
      async (server) => {
        expect(await pages(server)).toEqual([['2 completed', '3 entered-in-error'], []]);
        expect(calls(server)).toEqual(['Task?_count=200', 'Task?page=2']);
      },
    ),
  );

  it(
    'are narrowed all the same by what the service states',
    service(
      ['_elements', '_lastUpdated'],
      { [`Task?_count=200&${ELEMENTS}&${UPDATED}`]: { body: page(all) } },
      async (server) => {
        expect(await pages(server, { since: SINCE })).toEqual([['2 completed', '3 entered-in-error']]);
      },
    ),
  );

  it(
    'are unknown where the service lists no Tasks',
    service([], { 'Task?_count=200': { status: 400 } }, async (server) => {
      expect(await errorOf(pages(server))).toMatchObject({ reason: 'invalid' });
    }),
  );
});

describe('the finished Tasks of an account, at a service that states nothing', () => {
  it.each([
    ['2025-01', byStatus('completed')],
    ['2026-05', byStatus('completed', ELEMENTS)],
  ] as const)('are searched for as edition %s says', async (edition, first) => {
    await withFhirServer(async (server) => {
      const read = withClient(accountAt(server.baseUrl, { edition }), (client) =>
        readFinishedTasks(client).next(),
      );
      await errorOf(read);
      expect(calls(server)).toEqual([first]);
    })();
  });
});

describe.each(EDITION_NAMES)('the finished Tasks of the sandbox, edition %s', (edition) => {
  it('are those of the account, and of the time where the service can search by it', async () => {
    const sandbox = await startSandbox({ pace: 'manual' });
    try {
      const [own, other] = [new Client(sandbox, edition, 'own'), new Client(sandbox, edition, 'other')];
      const submit = async (client: Client, status: string): Promise<string> => {
        const { id } = await client.submit(goodPhpidTask(edition));
        await client.move(id, status);
        return id;
      };
      const [completed, rejected] = [await submit(own, 'completed'), await submit(own, 'rejected')];
      await submit(own, 'in-progress');
      await submit(other, 'completed');
      await own.advance(3_600);
      const late = await submit(own, 'failed');
      const since = (await own.read(late)).json.meta?.lastUpdated ?? null;

      const found = async (options?: FinishedTasksOptions): Promise<Task[]> =>
        await withClient(
          accountAt(sandbox.baseUrl(edition), { edition, subscriptionKey: new Secret('own') }),
          async (client) => {
            const tasks: Task[] = [];
            for await (const each of readFinishedTasks(client, options)) tasks.push(...each);
            return tasks;
          },
        );
      const ids = async (options?: FinishedTasksOptions): Promise<unknown[]> =>
        (await found(options)).map(({ id }) => id);

      expect(await ids()).toEqual([completed, rejected, late]);
      expect(await ids({ since })).toEqual([completed, rejected, late]);
      await own.control('POST', '/abilities', { searchByTime: true });
      expect(await ids({ since })).toEqual([late]);
      const [first] = await found();
      expect(first?.output).not.toHaveLength(0);
      expect(first?.contained === undefined).toBe(edition === '2026-05');
    } finally {
      await sandbox.close();
    }
  });
});
