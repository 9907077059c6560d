import { describe, expect, it } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger, type LogEntry } from '@temporalio/worker';
import { createFhirActivities, FhirClients } from '../../src/activities/index.js';
import type { PollTaskInput } from '../../src/contract/index.js';
import { accountAt } from '../fhir/support/account.js';
import { minimalProduct, taskFor } from '../products/support/requests.js';
import { withFhirServer, type FhirServer } from '../support/fhir-server.js';
import { run } from './support/activities.js';

const task = { resourceType: 'Task', status: 'requested', intent: 'proposal' } as const;
const warning = '299 IDMPService "Support for the requested API version will be retired 20271231"';
const headers = { warning };
const announced = {
  severity: 'warning',
  code: 'informational',
  text: 'Support for the requested API version will be retired 20271231',
  expression: [],
};
const accounts = (server: FhirServer): Parameters<typeof run>[1] => [accountAt(server.baseUrl)];
const account = 'default';

describe('a version of the API that ends (Warning: 299) is told', () => {
  it(
    'by the validation',
    withFhirServer(async (server) => {
      server.on('POST', 'Task/$validate', {
        headers,
        body: {
          resourceType: 'OperationOutcome',
          issue: [{ severity: 'information', code: 'informational' }],
        },
      });
      const valid = taskFor('2026-05', 'phpid', { product: minimalProduct });
      const issues = await run('validateTask', accounts(server), { account, task: valid });
      expect(issues).toEqual([announced]);
    }),
  );

  it(
    'by the submission',
    withFhirServer(async (server) => {
      server.on('POST', 'Task', { status: 201, headers: { ...headers, location: 'Task/7' } });
      const { warnings } = await run('submitTask', accounts(server), { account, task, tracking: 't' });
      expect(warnings).toEqual([announced]);
    }),
  );

  it(
    'by a poll',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { headers, body: task });
      const { warnings, issues } = await run('pollTask', accounts(server), { account, taskId: '7' });
      expect({ warnings, issues }).toEqual({ warnings: [announced], issues: [] });
    }),
  );

  it(
    'once by an activity of several calls',
    withFhirServer(async (server) => {
      const page = (next?: string): object => ({
        resourceType: 'Bundle',
        link: next === undefined ? [] : [{ relation: 'next', url: next }],
      });
      server.on('GET', 'Task?_count=100', { headers, body: page('Task?page=2') });
      server.on('GET', 'Task?page=2', { headers, body: page() });
      server.on('POST', 'Task', { status: 201, headers: { ...headers, location: 'Task/7' } });
      const input = { account, task, tracking: 't' };
      expect((await run('submitTask', accounts(server), input, { attempt: 2 })).warnings).toEqual([
        announced,
      ]);
    }),
  );

  it(
    'to the log once a day for each account, though every answer repeats it, failures too',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { headers, body: task }, { headers, body: task }, { headers, status: 503 });
      const names = ['one', 'two'];
      const own = new Map(names.map((name) => [name, accountAt(server.baseUrl, { name })]));
      const clients = new FhirClients(own, 1_000);
      const activities = createFhirActivities({ config: { accounts: own } as never, clients });
      const logged: LogEntry[] = [];
      const logger = new DefaultLogger('WARN', (entry) => void logged.push(entry));
      for (const name of [...names, ...names, ...names]) {
        const environment = new MockActivityEnvironment({}, { logger });
        await environment
          .run((input: PollTaskInput) => activities.pollTask(input), { account: name, taskId: '7' })
          .catch(() => undefined);
      }
      clients.close();
      expect(server.calls()).toHaveLength(6);
      const told = logged.filter(({ message }) => message === 'the service warns');
      expect(told.map(({ meta }) => meta)).toMatchObject([
        { account: 'one', warning: announced.text },
        { account: 'two', warning: announced.text },
      ]);
      expect(told).toHaveLength(2);
    }),
  );
});
