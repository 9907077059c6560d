import { describe, expect, it } from '@jest/globals';
import { findCancellations } from '../../src/fhir/index.js';
import { withFhirServer, type FhirServer } from '../support/fhir-server.js';
import { accountAt, errorOf, withClient } from './support/account.js';
import { abort, page, searches } from './support/pages.js';

const FOUND = 'Task?focus=Task/7';

const found = (server: FhirServer): Promise<string[] | null> =>
  withClient(accountAt(server.baseUrl), async (client) => {
    const tasks = await findCancellations(client, '7');
    return tasks === null ? null : tasks.map(({ id }) => id);
  });
const at = (test: (server: FhirServer) => Promise<void>): (() => Promise<void>) =>
  withFhirServer(async (server) => {
    server.on('GET', 'metadata', { body: searches('focus') });
    await test(server);
  });

describe('a Task that requests the cancellation of another', () => {
  it(
    'is found by its focus, relative, absolute or of a version',
    at(async (server) => {
      const { baseUrl } = server;
      server.on('GET', FOUND, {
        body: page([abort('1', 'Task/7'), abort('2', `${baseUrl}/Task/7`), abort('3', 'Task/7/_history/2')]),
      });
      expect(await found(server)).toEqual(['1', '2', '3']);
    }),
  );

  it(
    'is not a Task about another one, though the service ignored the search',
    at(async (server) => {
      const { focus: _none, ...unfocused } = abort('4', '');
      server.on('GET', FOUND, {
        body: page([
          abort('1', 'Task/77'),
          abort('2', 'https://elsewhere.example/fhir/Task/7'),
          abort('3', 'Patient/7'),
          unfocused,
          { ...abort('5', ''), focus: { identifier: { value: '7' } } },
        ]),
      });
      expect(await found(server)).toEqual([]);
    }),
  );

  it(
    'is not a Task that requests something else',
    at(async (server) => {
      const code = { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'suspend' }] };
      server.on('GET', FOUND, { body: page([abort('1', 'Task/7', { code })]) });
      expect(await found(server)).toEqual([]);
    }),
  );

  it(
    'is unknown where the service does not search by focus',
    withFhirServer(async (server) => {
      expect(await found(server)).toBeNull();
      expect(server.calls()).toEqual([]);
    }),
  );

  it(
    'is unknown where the service refuses the parameter that it declares',
    at(async (server) => {
      server.on('GET', FOUND, { status: 400 });
      expect(await found(server)).toBeNull();
    }),
  );

  it(
    'is an error where the service could not be asked',
    at(async (server) => {
      server.on('GET', FOUND, { status: 503 });
      expect(await errorOf(found(server))).toMatchObject({ reason: 'server' });
    }),
  );
});
