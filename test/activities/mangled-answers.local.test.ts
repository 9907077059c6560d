import { describe, expect, it, jest } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import fc from 'fast-check';
import { accountAt } from '../fhir/support/account.js';
import { startFhirServer, type FhirServer } from '../support/fhir-server.js';
import { run } from './support/activities.js';

jest.setTimeout(60_000);

const APD = 'AdministrableProductDefinition';
const BASE = 'http://umcterminologies.org';
const identifier = {
  type: { coding: [{ code: 'phpid-level-4' }] },
  system: `${BASE}/phpid`,
  value: 'PHPID-4',
};
const type = { coding: [{ code: 'phpid' }] };
const task = {
  resourceType: 'Task',
  id: '7',
  meta: { versionId: '1', lastUpdated: '2026-05-20T10:00:00Z', tag: [{ code: 'x' }] },
  status: 'completed',
  intent: 'proposal',
  identifier: [{ system: 'urn:idmp-worker:request', value: 't' }],
  statusReason: { concept: { text: 'Done' } },
  note: [{ text: 'Done' }],
  contained: [{ resourceType: APD, id: 'c', identifier: [identifier] }],
  output: [
    { type, valueReference: { reference: `${APD}/4`, identifier } },
    { type, valueReference: { reference: '#c' } },
  ],
};
const ANSWERS: Record<string, object> = {
  metadata: {
    resourceType: 'CapabilityStatement',
    software: { version: '1' },
    rest: [
      {
        mode: 'server',
        operation: [{ name: 'validate' }],
        resource: [
          {
            type: 'Task',
            interaction: [{ code: 'read' }],
            searchParam: [{ name: 'status' }],
            operation: [{ name: 'validate' }],
          },
        ],
      },
    ],
  },
  'Task?_count=100': {
    resourceType: 'Bundle',
    link: [{ relation: 'next', url: 'Task?page=2' }],
    entry: [{ resource: task, search: { mode: 'match' } }],
  },
  'Task?page=2': { resourceType: 'Bundle', type: 'searchset' },
  'Task/7': task,
  [`${APD}/4`]: {
    resourceType: APD,
    id: '4',
    meta: { tag: [{ code: 'x' }] },
    identifier: [identifier],
    extension: [
      {
        url: `${BASE}/StructureDefinition/parent-phpid`,
        valueReference: { reference: `${APD}/1`, identifier: { ...identifier, value: 'PHPID-1' } },
      },
    ],
  },
  [`${APD}/1`]: { resourceType: APD, id: '1', identifier: [{ ...identifier, value: 'PHPID-1' }] },
};

/** Lists every place in a JSON value, as the keys that lead to it. */
function placesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, each]) => placesIn(each, [...path, key]))];
}

function withReplaced(value: unknown, [key, ...rest]: string[], replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy: unknown[] | Record<string, unknown> = Array.isArray(value)
    ? [...(value as unknown[])]
    : { ...(value as object) };
  const at = copy as Record<string, unknown>;
  at[key] = withReplaced(at[key], rest, replacement);
  return copy;
}

const mangling = fc
  .constantFrom(...Object.keys(ANSWERS))
  .chain((path) => fc.tuple(fc.constant(path), fc.constantFrom(...placesIn(ANSWERS[path]))))
  .chain(([path, place]) =>
    fc.record({
      path: fc.constant(path),
      place: fc.constant(place),
      replacement: fc.oneof(
        fc.constantFrom<unknown>(null, '', [], {}, [null], [[]], 0, true, '#', '..', 'x', ['x'], { x: null }),
        fc.jsonValue({ maxDepth: 2 }),
      ),
    }),
  );

const account = 'default';
const facts = {
  account,
  kind: 'phpid' as const,
  requestId: 'r',
  taskId: '7',
  taskUrl: 'http://example.org/Task/7',
  submittedAt: '2026-11-21T10:00:00Z',
  completedAt: '2026-11-21T11:00:00Z',
  polls: 1,
};

/** Takes the steps of a workflow from a lost POST to the result. */
async function wayOf(server: FhirServer): Promise<unknown> {
  const accounts = [accountAt(server.baseUrl)];
  await run('submitTask', accounts, { account, task: task as never, tracking: 't' }, { attempt: 2 });
  const { outputs } = await run('pollTask', accounts, { account, taskId: '7' });
  return await run('fetchOutputs', accounts, { ...facts, outputs });
}

describe('answers of a service in which something is not as it should be', () => {
  it('lead to a result with PhPIDs of text, or to a typed failure; never to a crash', async () => {
    const { server, close } = await startFhirServer();
    const property = fc.asyncProperty(mangling, async ({ path, place, replacement }) => {
      for (const [each, body] of Object.entries(ANSWERS)) server.on('GET', each, { body });
      server.on('GET', path, { body: JSON.stringify(withReplaced(ANSWERS[path], place, replacement)) });
      server.on('POST', 'Task', { status: 201, headers: { location: 'Task/7' } });
      const outcome = await wayOf(server).catch((error: unknown) => error);
      if (outcome instanceof ApplicationFailure) return;
      expect(outcome).toMatchObject({ result: { taskId: '7' } });
      for (const phpid of (outcome as { result: { phpids: unknown[] } }).result.phpids) {
        expect(phpid).toMatchObject({ system: expect.any(String), value: expect.any(String) });
      }
    });
    try {
      await fc.assert(property, { numRuns: 300 });
    } finally {
      await close();
    }
  });
});
