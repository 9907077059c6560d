import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { Task } from 'fhir/r5';
import { createFhirActivities, FhirClients } from '../../src/activities/index.js';
import type { Config } from '../../src/configuration/config.js';
import type { FetchOutputsInput, FhirActivities } from '../../src/contract/index.js';
import { accountAt, everythingShownOf, KEY } from '../fhir/support/account.js';

jest.setTimeout(120_000);

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array | string;
}

let server: Server;
let baseUrl: string;
let answer: Answer;
/** Whether the server returns the request's own headers, as a careless gateway does. */
let echoes = false;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.writeHead(answer.status, answer.headers);
    response.end(echoes ? JSON.stringify(request.headers) : answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
});
afterAll(() => {
  server.close();
});

const task = { resourceType: 'Task', status: 'requested', intent: 'proposal' } as Task;
const account = 'default';
const fetching: FetchOutputsInput = {
  account,
  kind: 'phpid' as const,
  outputs: [{ type: 'phpid', reference: 'AdministrableProductDefinition/1', identifier: null }],
  requestId: 'r',
  taskId: '1',
  taskUrl: 'http://example.org/Task/1',
  submittedAt: '2026-11-21T10:00:00Z',
  completedAt: '2026-11-21T11:00:00Z',
  polls: 1,
};

/** All records that the logger received. */
const logged: unknown[] = [];

async function run<Name extends keyof FhirActivities>(
  name: Name,
  input: Parameters<FhirActivities[Name]>[0],
): Promise<unknown> {
  const environment = new MockActivityEnvironment(
    {},
    { logger: new DefaultLogger('TRACE', (entry) => logged.push(entry)) },
  );
  const accounts = new Map([[account, accountAt(baseUrl)]]);
  const clients = new FhirClients(accounts, 1_000);
  const activities = createFhirActivities({
    config: { accounts, trackingSystem: 'urn:x' } as unknown as Config,
    clients,
  });
  try {
    return await environment.run(activities[name] as (input: unknown) => Promise<unknown>, input);
  } finally {
    clients.close();
  }
}

/** Activities that a body alone must not make succeed. */
const activities: Record<string, () => Promise<unknown>> = {
  submitTask: () => run('submitTask', { account, task, tracking: 't' }),
  pollTask: () => run('pollTask', { account, taskId: '1' }),
  fetchOutputs: () => run('fetchOutputs', fetching),
};

type Outcome = { result: unknown } | { failure: ApplicationFailure };

/** Returns the activity's result or failure; any other error is a crash, and fails the test. */
async function outcomeOf(name: string): Promise<Outcome> {
  try {
    return { result: await activities[name]!() };
  } catch (error) {
    if (!(error instanceof ApplicationFailure)) throw error;
    return { failure: error };
  }
}

const status = fc.constantFrom(
  200,
  201,
  202,
  400,
  401,
  403,
  404,
  406,
  409,
  410,
  412,
  422,
  429,
  500,
  502,
  503,
);
const contentType = fc.constantFrom(
  'application/fhir+json',
  'text/html',
  'application/json',
  'application/octet-stream',
);
const headers = fc.record({
  'content-type': contentType,
  'retry-after': fc.constantFrom('1', 'soon', '-1', ''),
});
const bytes = fc.uint8Array({ maxLength: 400 });
const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.stringify(value));

describe.each(Object.keys(activities))('an answer to %s', (name) => {
  it('of any bytes is a typed failure, never a success and never a crash', async () => {
    await fc.assert(
      fc.asyncProperty(status, headers, fc.oneof(bytes, json), async (...[code, head, body]) => {
        answer = { status: code, headers: head, body };
        const outcome = await outcomeOf(name);
        expect(outcome).toHaveProperty('failure.type', expect.any(String));
      }),
      { numRuns: 150 },
    );
  });

  it('that is nearly right gives a well-formed result or a typed failure', async () => {
    const good = {
      resourceType: fc.constantFrom('Task', 'AdministrableProductDefinition', 'Bundle', 'OperationOutcome'),
      id: fc.oneof(fc.constant('1'), fc.jsonValue()),
      status: fc.oneof(fc.constantFrom('requested', 'completed', 'rejected', 'received'), fc.jsonValue()),
      output: fc.jsonValue(),
      identifier: fc.jsonValue(),
      issue: fc.jsonValue(),
      meta: fc.jsonValue(),
      statusReason: fc.jsonValue(),
      note: fc.jsonValue(),
      extension: fc.jsonValue(),
      contained: fc.jsonValue(),
    };
    const resource = fc.record(good, { requiredKeys: ['resourceType'] });
    await fc.assert(
      fc.asyncProperty(status, headers, resource, async (code, head, body) => {
        answer = { status: code, headers: head, body: JSON.stringify(body) };
        const outcome = await outcomeOf(name);
        if (!('result' in outcome)) return;
        expect(code).toBeLessThan(300);
        if (name === 'submitTask')
          expect(outcome.result).toMatchObject({
            taskId: expect.any(String),
            taskStatus: expect.any(String),
          });
        if (name === 'pollTask')
          expect(outcome.result).toMatchObject({ taskStatus: body.status, outputs: expect.any(Array) });
      }),
      { numRuns: 150 },
    );
  });

  it('shows the subscription key in nothing that is thrown or logged, even where the service sends it back', async () => {
    echoes = true;
    logged.length = 0;
    await fc.assert(
      fc.asyncProperty(status, headers, async (code, head) => {
        answer = { status: code, headers: head, body: '' };
        const outcome = await outcomeOf(name);
        expect(everythingShownOf('failure' in outcome ? outcome.failure : outcome.result)).not.toContain(KEY);
      }),
      { numRuns: 50 },
    );
    echoes = false;
    expect(inspect(logged, { depth: Infinity, showHidden: true })).not.toContain(KEY);
  });
});
