import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import type { PolledTask, SubmittedTask } from '../../src/contract/index.js';
import { accountAt, everythingShownOf, KEY } from '../fhir/support/account.js';
import { minimalProduct, taskFor } from '../products/support/requests.js';
import { withFhirServer, type FhirServer, type Reply } from '../support/fhir-server.js';
import { failureOf, run, runCancelled } from './support/activities.js';

const TRACKING = 'phpid/default/MPID-8#run-1';
const task: Task = {
  resourceType: 'Task',
  status: 'requested',
  intent: 'proposal',
  identifier: [{ system: 'urn:idmp-worker:request', value: TRACKING }],
};
/** The validation checks here first: only a Task that keeps the edition's rules is sent. */
const VALID = taskFor('2025-01', 'phpid', { product: minimalProduct });
const outcome = (...issue: object[]): object => ({ resourceType: 'OperationOutcome', issue });
const error = (text: string, expression: string[] = []): object => ({
  severity: 'error',
  code: 'required',
  details: { text },
  expression,
});

const accounts = (server: FhirServer): Parameters<typeof run>[1] => [
  accountAt(server.baseUrl, { edition: '2025-01' }),
];
const SEARCH = 'Task?identifier=urn%3Aidmp-worker%3Arequest%7Cphpid%2Fdefault%2FMPID-8%23run-1';
const page = (...tasks: object[]): object => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: tasks.map((resource) => ({ resource })),
});

const validate = (server: FhirServer, attempt = 1): ReturnType<typeof run<'validateTask'>> =>
  run('validateTask', accounts(server), { account: 'default', task: VALID }, { attempt });
const submit = (server: FhirServer, attempt = 1): Promise<SubmittedTask> =>
  run('submitTask', accounts(server), { account: 'default', task, tracking: TRACKING }, { attempt });
const poll = (server: FhirServer, attempt = 1): Promise<PolledTask> =>
  run('pollTask', accounts(server), { account: 'default', taskId: '7' }, { attempt });

describe('the validation', () => {
  it(
    'answers the warnings of a Task that passed',
    withFhirServer(async (server) => {
      const odd = { severity: 'warning', code: 'value', diagnostics: 'Odd.' };
      const fine = { severity: 'information', code: 'informational', diagnostics: 'All OK' };
      server.on('POST', 'Task/$validate', { body: outcome(odd, fine) });
      expect(await validate(server)).toEqual([
        { severity: 'warning', code: 'value', text: 'Odd.', expression: [] },
      ]);
    }),
  );

  it(
    'ends the request as ValidationFailed, with every error, its place and its text',
    withFhirServer(async (server) => {
      server.on('POST', 'Task/$validate', {
        status: 422,
        body: outcome(error('No code.', ['Task.code']), error('No holder.'), {
          severity: 'warning',
          code: 'value',
        }),
      });
      const failure = await failureOf(validate(server));
      expect(failure).toMatchObject({ type: 'ValidationFailed', nonRetryable: true });
      expect(failure.detail).toEqual({
        issues: [
          { severity: 'error', code: 'required', text: 'No code.', expression: ['Task.code'] },
          { severity: 'error', code: 'required', text: 'No holder.', expression: [] },
        ],
        taskId: null,
      });
      expect(failure.message).toContain('Task.code: No code.; No holder.');
    }),
  );
});

describe('the submission', () => {
  it(
    'posts at once in the first attempt, without a search',
    withFhirServer(async (server) => {
      server.on('POST', 'Task', {
        status: 201,
        headers: { 'content-location': 'Task/7/_history/1' },
        body: task,
      });
      expect(await submit(server)).toEqual({
        taskId: '7',
        taskUrl: `${server.baseUrl}/Task/7`,
        taskStatus: 'requested',
        warnings: [],
      });
      expect(server.calls()).toEqual(['POST Task']);
    }),
  );

  it(
    'looks before it posts again, and adopts the Task whose answer was lost',
    withFhirServer(async (server) => {
      server.on('GET', SEARCH, { body: page({ ...task, id: '7', status: 'in-progress' }) });
      expect(await submit(server, 2)).toEqual({
        taskId: '7',
        taskUrl: `${server.baseUrl}/Task/7`,
        taskStatus: 'in-progress',
        warnings: [],
      });
      expect(server.calls()).toEqual([`GET ${SEARCH}`]);
    }),
  );

  it(
    'posts again where it finds nothing',
    withFhirServer(async (server) => {
      server.on('GET', SEARCH, { body: page() });
      server.on('POST', 'Task', { status: 201, headers: { location: 'Task/8' } });
      expect((await submit(server, 2)).taskId).toBe('8');
      expect(server.calls()).toEqual([`GET ${SEARCH}`, 'POST Task']);
    }),
  );

  it(
    'does not post again where it could not look',
    withFhirServer(async (server) => {
      server.on('GET', SEARCH, { status: 503 });
      const failure = await failureOf(submit(server, 2));
      expect(failure).toMatchObject({ type: 'ServiceError', nonRetryable: false });
      expect(server.calls()).toEqual([`GET ${SEARCH}`]);
    }),
  );

  it(
    'a lost answer is looked for: two attempts make one Task',
    withFhirServer(async (server) => {
      const stored: object[] = [];
      server.on('POST', 'Task', (response) => {
        stored.push({ ...task, id: String(stored.length + 1) });
        response.destroy();
      });
      server.on('GET', SEARCH, (response) => {
        response.writeHead(200, { 'content-type': 'application/fhir+json' });
        response.end(JSON.stringify(page(...stored)));
      });
      expect(await failureOf(submit(server, 1))).toMatchObject({ type: 'ServiceUnreachable' });
      expect((await submit(server, 2)).taskId).toBe('1');
      expect(stored).toHaveLength(1);
    }),
  );

  it.each([400, 422])(
    'ends the request as ValidationFailed where the service judges it then (%i)',
    (status) =>
      withFhirServer(async (server) => {
        server.on('POST', 'Task', { status, body: outcome(error('No code.', ['Task.code'])) });
        const failure = await failureOf(submit(server));
        expect(failure).toMatchObject({ type: 'ValidationFailed', nonRetryable: true });
        expect(failure.detail.issues[0]?.text).toBe('No code.');
      })(),
  );

  it(
    'is retried where the service could not judge: it says so with 400, too',
    withFhirServer(async (server) => {
      const down = { severity: 'error', code: 'transient', diagnostics: 'Validator is down.' };
      server.on('POST', 'Task', { status: 400, body: outcome(down) });
      expect(await failureOf(submit(server))).toMatchObject({ nonRetryable: false });
    }),
  );
});

describe('a poll', () => {
  it(
    'answers the status, and nothing else of a Task that is not completed',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { body: { ...task, status: 'in-progress', output: [] } });
      expect(await poll(server)).toEqual({
        taskStatus: 'in-progress',
        issues: [],
        outputs: [],
        warnings: [],
      });
    }),
  );

  it(
    'answers the reasons of a rejected Task',
    withFhirServer(async (server) => {
      const statusReason = { concept: { text: 'No dose form.' } };
      server.on('GET', 'Task/7', { body: { ...task, status: 'rejected', statusReason } });
      expect(await poll(server)).toEqual({
        taskStatus: 'rejected',
        issues: [expect.objectContaining({ text: 'No dose form.', expression: ['Task.statusReason'] })],
        outputs: [],
        warnings: [],
      });
    }),
  );

  it(
    'answers where the outputs of a completed Task lead, literally or logically',
    withFhirServer(async (server) => {
      const type = (code: string): object => ({ coding: [{ system: 'x', code }] });
      const identifier = { system: 'urn:example:product', value: 'P1' };
      server.on('GET', 'Task/7', {
        body: {
          ...task,
          status: 'completed',
          output: [
            { type: type('phpid'), valueReference: { reference: 'AdministrableProductDefinition/1' } },
            { type: type('whodrugid'), valueReference: { identifier } },
            { type: type('whodrugid'), valueIdentifier: identifier },
            { type: { text: 'phpid' }, valueReference: { identifier: { value: 'half' } } },
            { valueString: 'odd' },
          ],
        },
      });
      expect((await poll(server)).outputs).toEqual([
        { type: 'phpid', reference: 'AdministrableProductDefinition/1', identifier: null },
        { type: 'whodrugid', reference: null, identifier },
        { type: 'whodrugid', reference: null, identifier },
        { type: 'phpid', reference: null, identifier: null },
        { type: 'unknown', reference: null, identifier: null },
      ]);
    }),
  );

  it.each([404, 410])('ends the request as TaskGone where the service has it no more (%i)', (status) =>
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { status });
      const failure = await failureOf(poll(server));
      expect(failure).toMatchObject({ type: 'TaskGone', nonRetryable: true });
      expect(failure.detail).toEqual({
        issues: [expect.objectContaining({ code: 'not-found' })],
        taskId: '7',
      });
    })(),
  );
});

describe('a fault that recovers by itself', () => {
  const HTML: Reply = { body: '<html>maintenance</html>' };

  it.each<[string, Reply, string]>([
    ['401', { status: 401 }, 'AccessDenied'],
    ['403', { status: 403, body: outcome(error('Not yours.')) }, 'AccessDenied'],
    ['406', { status: 406 }, 'NotSupported'],
    ['409', { status: 409 }, 'Conflict'],
    ['429', { status: 429 }, 'TooManyRequests'],
    ['500', { status: 500 }, 'ServiceError'],
    ['503', { status: 503, body: '<html/>' }, 'ServiceError'],
    ['a lost connection', (response) => void response.destroy(), 'ServiceUnreachable'],
    ['an unreadable answer', HTML, 'UnreadableAnswer'],
  ])('is tried again: %s', (_name, reply, type) =>
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', reply);
      const failure = await failureOf(poll(server, 11));
      expect(failure).toMatchObject({ type, nonRetryable: false });
      expect(failure.detail.taskId).toBe('7');
      expect(everythingShownOf(failure)).not.toContain(KEY);
    })(),
  );

  it(
    'is retried however often: a refused key in the hundredth attempt',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { status: 401 });
      expect(await failureOf(poll(server, 100))).toMatchObject({ type: 'AccessDenied', nonRetryable: false });
    }),
  );

  it(
    'does not: an answer that makes no sense for the twelfth time is a ProtocolError',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', HTML);
      const failure = await failureOf(poll(server, 12));
      expect(failure).toMatchObject({ type: 'ProtocolError', nonRetryable: true });
      expect(failure.detail.taskId).toBe('7');
    }),
  );

  it.each([429, 503])('is retried after the time that the service names (%i)', (status) =>
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { status, headers: { 'retry-after': '7200' } });
      expect((await failureOf(poll(server))).nextRetryDelay).toBe(7_200_000);
    })(),
  );

  it(
    'is tried a last time just before the deadline, where the service puts it off beyond that',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { status: 429, headers: { 'retry-after': '86400' } });
      const input = { account: 'default', taskId: '7' };
      const failure = await failureOf(
        run('pollTask', accounts(server), input, {
          scheduledTimestampMs: Date.now() - 60_000,
          scheduleToCloseTimeoutMs: 3_600_000,
        }),
      );
      expect(failure.nextRetryDelay).toBeGreaterThan(3_500_000);
      expect(failure.nextRetryDelay).toBeLessThan(3_540_000);
    }),
  );

  it.each<[string, Record<string, string>]>([
    ['none', {}],
    ['one that cannot be read', { 'retry-after': 'soon' }],
    ['0', { 'retry-after': '0' }],
    ['one in the past, by a clock that is late', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }],
  ])('is tried again with the usual back-off, never at once, where Retry-After is %s', (_name, headers) =>
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { status: 503, headers });
      expect((await failureOf(poll(server))).nextRetryDelay).toBeUndefined();
    })(),
  );

  it(
    'is retried at some time, however far the service puts it off',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', { status: 503, headers: { 'retry-after': '9'.repeat(30) } });
      // Temporal's durations end at 292 years.
      expect((await failureOf(poll(server))).nextRetryDelay).toBe(365 * 86_400_000);
    }),
  );
});

describe('a cancelled activity', () => {
  it(
    'is not a failure of the service: the cancellation passes unchanged',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/7', () => undefined);
      const polling = runCancelled('pollTask', accounts(server), { account: 'default', taskId: '7' });
      await expect(polling).rejects.toMatchObject({ name: 'CancelledFailure' });
    }),
  );
});

describe('an account that this worker lacks, after another one has accepted the request', () => {
  it.each(['validateTask', 'submitTask', 'pollTask', 'fetchOutputs'] as const)(
    'has %s tried again, since a Task may stand there',
    async (name) => {
      const input = {
        account: 'nobody',
        task,
        tracking: TRACKING,
        taskId: '7',
        kind: 'phpid',
        outputs: [{}],
      };
      const failure = await failureOf(
        run(
          name,
          [accountAt('http://127.0.0.1:9/fhir')],
          input as unknown as Parameters<typeof run<typeof name>>[2],
        ),
      );
      expect(failure).toMatchObject({ type: 'UnknownAccount', nonRetryable: false });
    },
  );
});
