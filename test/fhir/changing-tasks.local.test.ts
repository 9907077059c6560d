import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import { deleteTask, updateTask, type FhirClient } from '../../src/fhir/index.js';
import { startGenericServer } from '../generic-server/generic-server.js';
import { withFhirServer, type FhirServer, type Reply } from '../support/fhir-server.js';
import { accountAt, errorOf, withClient } from './support/account.js';

const as = <T>(server: FhirServer, use: (client: FhirClient) => Promise<T>): Promise<T> =>
  withClient(accountAt(server.baseUrl), use);
const outcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'business-rule', diagnostics: 'It is completed.' }],
};

describe('the deletion of a Task', () => {
  it.each<[string, Reply, string]>([
    ['200', { status: 200, body: outcome }, 'deleted'],
    ['200 with HTML', { status: 200, body: '<html/>' }, 'deleted'],
    ['202', { status: 202 }, 'deleted'],
    ['204', { status: 204 }, 'deleted'],
    ['404', { status: 404 }, 'gone'],
    ['410', { status: 410 }, 'gone'],
    ['405', { status: 405 }, 'unsupported'],
    ['501', { status: 501 }, 'unsupported'],
    ['409', { status: 409, body: outcome }, 'refused'],
    ['422', { status: 422, body: outcome }, 'refused'],
  ])('answered with %s', (_name, reply, expected) =>
    withFhirServer(async (server) => {
      server.on('DELETE', 'Task/7', reply);
      expect((await as(server, (client) => deleteTask(client, '7'))).outcome).toBe(expected);
    })(),
  );

  it(
    'is refused for the reason that the service gives',
    withFhirServer(async (server) => {
      server.on('DELETE', 'Task/7', { status: 409, body: outcome });
      const { issues } = await as(server, (client) => deleteTask(client, '7'));
      expect(issues).toMatchObject([{ code: 'business-rule', text: 'It is completed.' }]);
    }),
  );

  it.each([
    [401, 'denied'],
    [403, 'denied'],
    [429, 'throttled'],
    [503, 'server'],
    [406, 'unsupported'],
    [302, 'unsupported'],
  ])('is undecided after %i, which may recover', (status, reason) =>
    withFhirServer(async (server) => {
      server.on('DELETE', 'Task/7', { status });
      expect((await errorOf(as(server, (client) => deleteTask(client, '7')))).reason).toBe(reason);
    })(),
  );
});

describe('the update of a Task', () => {
  const task = (versionId: string | undefined, changes: object = {}): object => ({
    resourceType: 'Task',
    id: '7',
    status: 'accepted',
    intent: 'proposal',
    ...(versionId === undefined ? {} : { meta: { versionId } }),
    ...changes,
  });
  const cancel = (read: Task): Task | null =>
    read.status === 'completed' ? null : { ...read, status: 'cancelled' };
  const update = (server: FhirServer): ReturnType<typeof updateTask> =>
    as(server, (client) => updateTask(client, '7', cancel));
  const matches = (server: FhirServer): unknown[] =>
    server.requests.filter(({ method }) => method === 'PUT').map(({ headers }) => headers['if-match']);

  it(
    'writes what was read and changed, if it still is that',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { body: task('3', { description: 'kept' }) });
      server.on('PUT', 'Task/7', { status: 200 });
      expect(await update(server)).toBe('updated');
      expect(matches(server)).toEqual(['W/"3"']);
      expect(server.requests[1]?.body).toMatchObject({ status: 'cancelled', description: 'kept' });
    }),
  );

  it.each([412, 409])('reads and decides again where another client was quicker (%i)', (status) =>
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { body: task('3') }, { body: task('4') });
      server.on('PUT', 'Task/7', { status }, { status: 200 });
      expect(await update(server)).toBe('updated');
      expect(matches(server)).toEqual(['W/"3"', 'W/"4"']);
    })(),
  );

  it(
    'leaves the Task where what it is now leaves nothing to change',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { body: task('3') }, { body: task('4', { status: 'completed' }) });
      server.on('PUT', 'Task/7', { status: 412 });
      expect(await update(server)).toBe('unchanged');
    }),
  );

  it(
    'gives up after some rounds',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { body: task('3') });
      server.on('PUT', 'Task/7', { status: 412 });
      expect((await errorOf(update(server))).reason).toBe('conflict');
      expect(matches(server)).toHaveLength(3);
    }),
  );

  it(
    'names no version to a service that gives none',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { body: task(undefined) });
      server.on('PUT', 'Task/7', { status: 200 });
      await update(server);
      expect(matches(server)).toEqual([undefined]);
    }),
  );

  it(
    'never writes a part of a Task back',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { body: task('3', { meta: { tag: [{ code: 'SUBSETTED' }] } }) });
      expect((await errorOf(update(server))).reason).toBe('unreadable');
      expect(matches(server)).toEqual([]);
    }),
  );

  it(
    'is unsupported where Tasks cannot be updated',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { body: task('3') });
      server.on('PUT', 'Task/7', { status: 405 });
      expect(await errorOf(update(server))).toMatchObject({ reason: 'unsupported', status: 405 });
    }),
  );

  it('and the deletion are understood by a generic server', async () => {
    const server = await startGenericServer();
    const { id } = server.store.write('Task', {
      resourceType: 'Task',
      status: 'accepted',
      intent: 'proposal',
    });
    await withClient(accountAt(server.baseUrl), async (client) => {
      expect(await updateTask(client, id, cancel)).toBe('updated');
      expect(server.store.current('Task', id)).toMatchObject({
        versionId: '2',
        resource: { status: 'cancelled' },
      });
      expect(await deleteTask(client, id)).toMatchObject({ outcome: 'deleted' });
      expect((await errorOf(updateTask(client, id, cancel))).reason).toBe('missing');
    });
    await server.close();
  });
});
