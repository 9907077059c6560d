import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import { findTasksOfWorkflow } from '../../src/fhir/index.js';
import { withFhirServer, type FhirServer } from '../support/fhir-server.js';
import { accountAt, errorOf, withClient } from './support/account.js';
import { abort, page, searches } from './support/pages.js';

const tracking = { system: 'urn:idmp-worker:request', workflowId: 'phpid/default/7' };
const likely = [
  { system: tracking.system, value: 'phpid/default/7#run-1' },
  { system: 'urn:ids', value: '7' },
];
const BY_RUN = 'Task?identifier=urn%3Aidmp-worker%3Arequest%7Cphpid%2Fdefault%2F7%23run-1';
const BY_REQUEST_ID = 'Task?identifier=urn%3Aids%7C7';
const LISTED = 'Task?_count=100';

const tracked = (id: string, run = 'phpid/default/7#run-1', changes: Partial<Task> = {}): Task => ({
  resourceType: 'Task',
  id,
  status: 'requested',
  intent: 'proposal',
  identifier: [
    { system: tracking.system, value: run },
    { system: 'urn:ids', value: '7' },
  ],
  ...changes,
});

interface Found {
  tasks: string[];
  cancellations: string[] | null;
  calls: string[];
  counted: number[];
}

/** Lists the ids of the hits, with the way in which they were found. */
async function found(server: FhirServer, asked = likely): Promise<Found> {
  const counted: number[] = [];
  const { tasks, cancellations } = await withClient(accountAt(server.baseUrl), (client) =>
    findTasksOfWorkflow(client, tracking, asked, (count) => counted.push(count)),
  );
  const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);
  return {
    tasks: ids(tasks),
    cancellations: cancellations === null ? null : ids(cancellations),
    calls: server.calls().map((call) => call.replace('GET ', '')),
    counted,
  };
}

describe('the Tasks of a workflow at a service that searches by identifier', () => {
  const at = (test: (server: FhirServer) => Promise<void>): (() => Promise<void>) =>
    withFhirServer(async (server) => {
      server.on('GET', 'metadata', { body: searches('identifier') });
      await test(server);
    });

  it(
    'are found by the first identifier that leads to one, and nothing else is asked',
    at(async (server) => {
      server.on('GET', BY_RUN, { body: page([tracked('1')]) });
      expect(await found(server)).toEqual({
        tasks: ['1'],
        cancellations: null,
        calls: [BY_RUN],
        counted: [],
      });
    }),
  );

  it(
    'are not those of another workflow that carry the same request id',
    at(async (server) => {
      server.on('GET', BY_RUN, { body: page([]) });
      server.on('GET', BY_REQUEST_ID, {
        body: page([
          tracked('9', 'phpid/other/7#run-9'),
          tracked('2', 'phpid/default/7#run-2', { authoredOn: '2026-05-21T10:00:00Z' }),
          tracked('1', 'phpid/default/7#run-1', { authoredOn: '2026-05-20T10:00:00Z' }),
        ]),
      });
      expect(await found(server)).toMatchObject({ tasks: ['1', '2'], calls: [BY_RUN, BY_REQUEST_ID] });
    }),
  );

  it(
    'are looked for among all Tasks where no identifier leads to them',
    at(async (server) => {
      server.on('GET', BY_RUN, { body: page([]) });
      server.on('GET', BY_REQUEST_ID, { body: page([]) });
      server.on('GET', LISTED, { body: page([tracked('8', 'phpid/default/8#run-1'), tracked('1')]) });
      expect(await found(server)).toEqual({
        tasks: ['1'],
        cancellations: [],
        calls: [BY_RUN, BY_REQUEST_ID, LISTED],
        counted: [1, 2],
      });
    }),
  );

  it(
    'are looked for among all Tasks, once, where the service ignores the parameter that it declares',
    at(async (server) => {
      const other = { ...tracked('8', 'phpid/default/8#run-1'), identifier: [] };
      server.on('GET', BY_RUN, { body: page([other], 'Task?page=2') });
      server.on('GET', LISTED, { body: page([other, tracked('1')]) });
      expect(await found(server)).toMatchObject({ tasks: ['1'], calls: [BY_RUN, LISTED] });
    }),
  );

  it(
    'are looked for among all Tasks where the service refuses the parameter that it declares',
    at(async (server) => {
      server.on('GET', BY_RUN, { status: 400 });
      server.on('GET', LISTED, { body: page([tracked('1')]) });
      expect(await found(server)).toMatchObject({ tasks: ['1'], calls: [BY_RUN, LISTED] });
    }),
  );

  it(
    'are unknown, not absent, where the service could not be asked',
    at(async (server) => {
      server.on('GET', BY_RUN, { status: 503 });
      expect(await errorOf(found(server))).toMatchObject({ reason: 'server' });
      expect(server.calls()).toEqual([`GET ${BY_RUN}`]);
    }),
  );
});

describe('the Tasks of a workflow at a service that has no such search', () => {
  const ids = { system: tracking.system, value: 'x' };

  it(
    'are compared by workflow id, exactly, over all pages',
    withFhirServer(async (server) => {
      server.on('GET', LISTED, {
        body: page(
          [
            tracked('a', 'phpid/default/7'),
            tracked('b', 'phpid/default/7#1#run'),
            tracked('c', 'phpid/default/77#run'),
            tracked('d', 'PHPID/default/7#run'),
            { ...tracked('e'), identifier: [{ system: 'urn:other', value: 'phpid/default/7#run' }] },
          ],
          'Task?page=2',
        ),
      });
      server.on('GET', 'Task?page=2', { body: page([tracked('1')]) });
      expect(await found(server, [ids])).toMatchObject({ tasks: ['1'], calls: [LISTED, 'Task?page=2'] });
    }),
  );

  it(
    'are one for each of its lives, the newest last, each once though pages overlap',
    withFhirServer(async (server) => {
      const [first, second, third] = [
        tracked('1', 'phpid/default/7#run-1', {
          authoredOn: '2026-05-20',
          meta: { lastUpdated: '2026-05-20T10:00:00Z' },
        }),
        tracked('2', 'phpid/default/7#run-2', {
          authoredOn: '2026-05-20',
          meta: { lastUpdated: '2026-05-20T11:00:00Z' },
        }),
        tracked('3', 'phpid/default/7#run-3', { authoredOn: '2026-05-21' }),
      ];
      server.on('GET', LISTED, { body: page([third, second], 'Task?page=2') });
      server.on('GET', 'Task?page=2', { body: page([second, first]) });
      expect((await found(server)).tasks).toEqual(['1', '2', '3']);
    }),
  );

  it(
    'come with the Tasks that request their cancellation, and are not such Tasks themselves',
    withFhirServer(async (server) => {
      const own = { identifier: [{ system: tracking.system, value: 'phpid/default/7#abort' }] };
      server.on('GET', LISTED, {
        body: page([abort('a1', 'Task/1', own), abort('a8', 'Task/8'), tracked('1'), tracked('8', 'x#y')]),
      });
      expect(await found(server)).toMatchObject({ tasks: ['1'], cancellations: ['a1'] });
    }),
  );

  it(
    'are none where there is none',
    withFhirServer(async (server) => {
      server.on('GET', LISTED, { body: page([]) });
      expect(await found(server)).toMatchObject({ tasks: [], cancellations: [], counted: [] });
    }),
  );
});
