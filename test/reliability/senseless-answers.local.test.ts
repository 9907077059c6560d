import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import { failureOf, run } from '../activities/support/activities.js';
import { accountAt } from '../fhir/support/account.js';
import { minimalProduct, taskFor } from '../products/support/requests.js';
import { withFhirServer, type FhirServer } from '../support/fhir-server.js';
import { tablesOfPage } from './support/tables.js';

/*
 * Twelve attempts with their pauses take some twenty minutes, so here a single activity runs in the attempt that counts,
 * against a real server, and not a whole request.
 */

const TRACKING = 'w#r';
const SEARCH = 'Task?identifier=urn%3Aidmp-worker%3Arequest%7Cw%23r';
const ABORT = `${SEARCH}%23abort%402026-05-20T10%3A00%3A00Z`;
const HTML = { body: '<html><title>Maintenance</title></html>' };
const NOTHING_FOUND = { body: { resourceType: 'Bundle', type: 'searchset' } };
const task: Task = taskFor('2025-01', 'phpid', { product: minimalProduct });

type Calls = (server: FhirServer, attempt: number) => Promise<unknown>;

const cancel =
  (strategy: 'update' | 'task'): Calls =>
  ({ baseUrl }, attempt) => {
    const requestedAt = '2026-05-20T10:00:00Z';
    const input = { account: 'default', taskId: '7', strategy, reason: null, requestedAt, again: false };
    return run('cancelTask', accounts(baseUrl), { ...input, tracking: TRACKING }, { attempt });
  };
const accounts = (baseUrl: string): Parameters<typeof run>[1] => [accountAt(baseUrl, { edition: '2025-01' })];

/** Calls behind the rows: the call that receives senseless answers, and the activity that makes it. */
const ROWS: Readonly<Record<string, { call: [method: string, path: string]; activity: Calls }>> = {
  validate: {
    call: ['POST', 'Task/$validate'],
    activity: ({ baseUrl }, attempt) =>
      run('validateTask', accounts(baseUrl), { account: 'default', task }, { attempt }),
  },
  POST: {
    call: ['POST', 'Task'],
    activity: (server, attempt) => {
      server.on('GET', SEARCH, NOTHING_FOUND);
      const input = { account: 'default', task, tracking: TRACKING };
      return run('submitTask', accounts(server.baseUrl), input, { attempt });
    },
  },
  look: {
    call: ['GET', SEARCH],
    activity: ({ baseUrl }, attempt) =>
      run('submitTask', accounts(baseUrl), { account: 'default', task, tracking: TRACKING }, { attempt }),
  },
  'look, cancelled': {
    call: ['GET', SEARCH],
    activity: ({ baseUrl }, attempt) =>
      run('findSubmittedTask', accounts(baseUrl), { account: 'default', tracking: TRACKING }, { attempt }),
  },
  poll: {
    call: ['GET', 'Task/7'],
    activity: ({ baseUrl }, attempt) =>
      run('pollTask', accounts(baseUrl), { account: 'default', taskId: '7' }, { attempt }),
  },
  output: {
    call: ['GET', 'AdministrableProductDefinition/1'],
    activity: ({ baseUrl }, attempt) => {
      const output = { type: 'phpid', reference: 'AdministrableProductDefinition/1', identifier: null };
      const times = { submittedAt: '2026-05-20', completedAt: '2026-05-21', polls: 1 };
      const ids = { account: 'default', requestId: 'r', taskId: '7', taskUrl: `${baseUrl}/Task/7` };
      return run(
        'fetchOutputs',
        accounts(baseUrl),
        { kind: 'phpid', outputs: [output], ...ids, ...times },
        { attempt },
      );
    },
  },
  'read before PUT': { call: ['GET', 'Task/7'], activity: cancel('update') },
  abort: {
    call: ['POST', 'Task'],
    activity: (server, attempt) => {
      server.on('GET', ABORT, NOTHING_FOUND);
      return cancel('task')(server, attempt);
    },
  },
  decision: {
    call: ['GET', 'Task/8'],
    activity: ({ baseUrl }, attempt) =>
      run('pollCancellation', accounts(baseUrl), { account: 'default', abortTaskId: '8' }, { attempt }),
  },
};

const table = tablesOfPage().get('An answer that never makes sense');

describe('the table "An answer that never makes sense"', () => {
  it('has each call that is made here, and no other', () => {
    expect(table?.rows.map(({ name }) => name)).toEqual(Object.keys(ROWS));
  });

  const cells = (table?.rows ?? []).flatMap(({ name, cells }) =>
    [11, 12].map((attempt) => [name, attempt, cells[`attempt ${attempt}`] ?? ''] as const),
  );

  it.each(cells)('%s, attempt %i: %s', (name, attempt, said) =>
    withFhirServer(async (server) => {
      const { call, activity } = ROWS[name]!;
      server.on(...call, HTML);
      const { type, nonRetryable } = await failureOf(activity(server, attempt));
      expect(nonRetryable === true ? type : 'retried').toBe(said);
      expect(server.calls()).toContain(call.join(' '));
    })(),
  );
});
