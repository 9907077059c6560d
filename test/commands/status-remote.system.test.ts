import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import type { RemoteStatus } from '../../src/commands/requests/remote-task.js';
import type { EditionName, RequestInput, RequestStatus } from '../../src/contract/index.js';
import { aProduct } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';
import { commandLine, KEY, type CommandLine, type Ended } from './support/command-line.js';

jest.setTimeout(120_000);

/** A schedule so slow that the service is polled only when a test requests it. */
const polling = { initialSeconds: 3_000, maximumSeconds: 3_000, deadlineSeconds: 6_000 };
const NO_TEMPORAL = { TEMPORAL_ADDRESS: '127.0.0.1:1' };

let system: TestSystem;
let line: CommandLine;

beforeAll(async () => {
  system = await startTestSystem({ pace: 'manual', polling });
  const baseUrl = system.sandbox.baseUrl('2026-05');
  line = commandLine(system, {
    'north/2': { baseUrl, edition: '2026-05', subscriptionKey: 'north-key' },
    refused: { baseUrl, edition: '2026-05', subscriptionKey: 'no_good_key' },
    dead: { baseUrl: 'http://127.0.0.1:1/fhir', edition: '2026-05', subscriptionKey: 'dead-key' },
  });
});
afterAll(async () => {
  await system?.stop();
  line?.close();
});

interface Waiting {
  handle: WorkflowHandle;
  id: string;
  taskId: string;
}

/** Starts a request and waits until its Task exists at the service. */
async function waiting(account: EditionName, id: string, more: Partial<RequestInput> = {}): Promise<Waiting> {
  const input = { product: aProduct(id.replaceAll('/', '-')), account, ...more } as RequestInput;
  const handle = await system.start('phpid', input, id);
  let taskId: string | null = null;
  await until(
    async () => (taskId = (await handle.query<RequestStatus>('status')).taskId) !== null,
    'the Task',
  );
  return { handle, id, taskId: taskId! };
}

/** Makes Temporal forget a request, as it does at the end of the retention time. */
async function forget({ handle, id }: Waiting): Promise<void> {
  await system.client.workflowService.deleteWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: id },
  });
  await until(() =>
    handle.describe().then(
      () => false,
      (error) => error instanceof WorkflowNotFoundError,
    ),
  );
}

const remote = (id: string, args: string[] = [], env: Record<string, string> = {}): Promise<Ended> =>
  line.idmp(['status', id, '--remote', ...args], env);
const shown = (ended: Ended): RemoteStatus => JSON.parse(ended.stdout) as RemoteStatus;
const taskIds = (ended: Ended): string[] => shown(ended).tasks.map(({ taskId }) => taskId);

/** Counts searches at the service, and reads of a Task, during an action. */
async function calls(edition: EditionName, action: () => Promise<unknown>): Promise<[number, number]> {
  const count = async (): Promise<[number, number]> => {
    const requests = await control(system.sandbox).requests();
    return [requests[`GET ${edition}/Task`] ?? 0, requests[`GET ${edition}/Task/:id`] ?? 0];
  };
  const [searches, reads] = await count();
  await action();
  const [searchesNow, readsNow] = await count();
  return [searchesNow - searches, readsNow - reads];
}

describe('idmp status --remote of a request that Temporal knows', () => {
  it('reads its Task, and that alone', async () => {
    const { handle, id, taskId } = await waiting('2026-05', 'phpid/2026-05/known', { requestId: 'known' });
    await control(system.sandbox).move('2026-05', taskId, { status: 'in-progress' });
    let ended: Ended | null = null;
    expect(await calls('2026-05', async () => (ended = await remote(id)))).toEqual([0, 1]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const { firstExecutionRunId } = handle as unknown as { firstExecutionRunId: string };
    expect(shown(ended!)).toEqual({
      workflowId: id,
      account: '2026-05',
      tasks: [
        {
          taskId,
          taskUrl: `${system.sandbox.baseUrl('2026-05')}/Task/${taskId}`,
          taskStatus: 'in-progress',
          lastModified: expect.stringMatching(/^\d{4}-/),
          reasons: [],
          identifiers: [
            { system: 'urn:idmp-worker:request-id', value: 'known' },
            { system: 'urn:idmp-worker:request', value: `${id}#${firstExecutionRunId}` },
          ],
          outputs: [],
          cancellations: null,
        },
      ],
    });
  });

  it('shows what a completed Task leads to', async () => {
    const { id, taskId } = await waiting('2025-01', 'any id of a caller');
    await control(system.sandbox).move('2025-01', taskId, { status: 'completed' });
    const [task] = shown(await remote(id)).tasks;
    expect(task).toMatchObject({ taskStatus: 'completed', reasons: [] });
    expect(task?.outputs).toContainEqual({
      type: 'phpid',
      reference: expect.stringContaining('AdministrableProductDefinition/'),
      identifier: null,
    });
    expect(task?.outputs).toContainEqual({
      type: 'whodrugid',
      reference: null,
      identifier: { system: expect.any(String), value: expect.any(String) },
    });
  });

  it('shows why its Task was rejected', async () => {
    const { id, taskId } = await waiting('2025-03', 'phpid/2025-03/rejected');
    await control(system.sandbox).move('2025-03', taskId, {
      status: 'rejected',
      reason: 'no such dose form',
    });
    expect(shown(await remote(id)).tasks).toMatchObject([
      {
        taskStatus: 'rejected',
        reasons: [{ severity: 'error', text: 'no such dose form', expression: ['Task.statusReason'] }],
      },
    ]);
  });

  it('says that its Task is no longer there', async () => {
    const { id, taskId } = await waiting('2026-05', 'phpid/2026-05/vanished');
    await control(system.sandbox).vanish('2026-05', taskId);
    const ended = await remote(id);
    expect(ended.code).toBe(0);
    expect(shown(ended)).toEqual({ workflowId: id, account: '2026-05', tasks: [] });
    expect(ended.stderr).toContain(`Task/${taskId} was not found at the service of account "2026-05"`);
  });

  it('asks the account that is named, and says that it is another one', async () => {
    const { id, taskId } = await waiting('2026-05', 'phpid/2026-05/other-account');
    const ended = await remote(id, ['--account', '2025-01']);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('was sent by account "2026-05"; reading "2025-01"');
    expect(ended.stderr).toContain(`Task/${taskId} was not found`);
  });

  it('finds the Task of a submission that is not confirmed yet by its tracking identifier', async () => {
    await control(system.sandbox).fault(
      { method: 'POST', path: '$validate' },
      { method: 'POST', path: '/2025-01/Task', delaySeconds: 10 },
    );
    const id = 'phpid/2025-01/unconfirmed';
    const input = { product: aProduct('UNCONFIRMED'), account: '2025-01' };
    const handle = await system.start('phpid', input, id);
    const standing = async (): Promise<string | undefined> =>
      (await control(system.sandbox).tasks()).find(({ identifiers }) =>
        identifiers.some(({ value }) => value?.startsWith(`${id}#`)),
      )?.id;
    await until(async () => (await standing()) !== undefined, 'the Task');
    let ended: Ended | null = null;
    expect(await calls('2025-01', async () => (ended = await remote(id)))).toEqual([1, 0]);
    expect((await handle.query<RequestStatus>('status')).taskId).toBeNull();
    expect(taskIds(ended!)).toEqual([await standing()]);
  });
});

describe('idmp status --remote of a request that Temporal has forgotten', () => {
  it('finds its Task by the request id, where the service searches by identifier', async () => {
    const other = await waiting('2025-01', 'order/1', { requestId: 'forgotten' });
    const request = await waiting('2025-01', 'phpid/2025-01/forgotten', { requestId: 'forgotten' });
    await forget(request);
    let ended: Ended | null = null;
    expect(await calls('2025-01', async () => (ended = await remote(request.id)))).toEqual([2, 0]);
    expect(ended!.code).toBe(0);
    expect(ended!.stderr).toContain('is not in namespace default');
    expect(shown(ended!)).toMatchObject({ workflowId: request.id, account: '2025-01' });
    expect(taskIds(ended!)).toEqual([request.taskId]);
    expect(taskIds(ended!)).not.toContain(other.taskId);
  });

  it('finds it among all Tasks of the account, where it carries no request id', async () => {
    const request = await waiting('2025-01', 'phpid/2025-01/without-id');
    await forget(request);
    const ended = await remote(request.id);
    expect(taskIds(ended)).toEqual([request.taskId]);
    expect(ended.stderr).toContain('all Tasks of account "2025-01"');
  });

  it('finds it among all Tasks of the account, where the service has no such search', async () => {
    const request = await waiting('2026-05', 'phpid/2026-05/listed', { requestId: 'listed' });
    const similar = await waiting('2026-05', 'phpid/2026-05/listed#2');
    await forget(request);
    let ended: Ended | null = null;
    expect(await calls('2026-05', async () => (ended = await remote(request.id)))).toEqual([1, 0]);
    expect(taskIds(ended!)).toEqual([request.taskId]);
    expect(shown(ended!).tasks[0]?.cancellations).toEqual([]);
    expect(ended!.stdout).not.toContain(similar.taskId);
  });

  it('shows a Task for each of its lives, the newest last', async () => {
    const id = 'phpid/2026-05/lives';
    const first = await waiting('2026-05', id);
    await control(system.sandbox).move('2026-05', first.taskId, { status: 'rejected', reason: 'not so' });
    await first.handle.signal('pollNow');
    await first.handle.result().catch(() => undefined);
    const second = await waiting('2026-05', id);
    expect(taskIds(await remote(id))).toEqual([second.taskId]);
    await forget(second);
    await forget(first).catch(() => undefined);
    expect(shown(await remote(id)).tasks).toMatchObject([
      { taskId: first.taskId, taskStatus: 'rejected', reasons: [{ text: 'not so' }] },
      { taskId: second.taskId, reasons: [] },
    ]);
  });

  it('takes the account that is named, where the id names none', async () => {
    const request = await waiting('2025-03', 'order 17');
    await forget(request);
    const ended = await remote(request.id);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('account "default" does not exist');
    expect(ended.stderr).toContain('--account');
    expect(taskIds(await remote(request.id, ['--account', '2025-03']))).toEqual([request.taskId]);
  });

  it('prints that no Task exists, where none does', async () => {
    const ended = await remote('phpid/2026-05/never-started');
    expect(ended.code).toBe(0);
    expect(shown(ended)).toEqual({
      workflowId: 'phpid/2026-05/never-started',
      account: '2026-05',
      tasks: [],
    });
    expect(ended.stderr).toContain('phpid/2026-05/never-started was not found at the service');
  });

  it('knows an account with a slash in its name', async () => {
    const ended = await remote('phpid/north/2/some-id');
    expect(shown(ended)).toEqual({ workflowId: 'phpid/north/2/some-id', account: 'north/2', tasks: [] });
  });

  it('exits with 2 where the id names an account that the configuration lacks', async () => {
    const ended = await remote('phpid/nowhere/7');
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('account "nowhere" does not exist');
  });
});

describe('idmp status --remote of a request that a second Task asks to cancel', () => {
  let request: Waiting;
  let abortId: string;
  const cancellations = async (id: string): Promise<unknown> =>
    shown(await remote(id)).tasks[0]?.cancellations;

  beforeAll(async () => {
    await control(system.sandbox).abilities({ abort: true });
    await control(system.sandbox).abortPace('manual');
    request = await waiting('2026-05', 'phpid/2026-05/aborted', { cancellation: 'task' });
    await request.handle.signal('cancel');
    const abort = async (): Promise<string | undefined> =>
      (await control(system.sandbox).tasks()).find(({ focus }) => focus === request.taskId)?.id;
    await until(async () => (await abort()) !== undefined, 'the second Task');
    abortId = (await abort())!;
  });
  afterAll(() => control(system.sandbox).abilities({ abort: false, searchByFocus: false }));

  it('does not know of it where the service cannot search by focus', async () => {
    expect(await cancellations(request.id)).toBeNull();
  });

  it('shows it where the service searches by focus', async () => {
    await control(system.sandbox).abilities({ searchByFocus: true });
    expect(await cancellations(request.id)).toEqual([
      { taskId: abortId, taskStatus: 'received', reasons: [] },
    ]);
    const byTask = await remote(`Task/${request.taskId}`, ['--account', '2026-05']);
    expect(shown(byTask).tasks[0]?.cancellations).toHaveLength(1);
  });

  it('shows it where all Tasks are looked through, and why it was refused', async () => {
    await control(system.sandbox).abilities({ searchByFocus: false });
    await control(system.sandbox).move('2026-05', abortId, { status: 'rejected', reason: 'half done' });
    await forget(request);
    const ended = await remote(request.id);
    expect(taskIds(ended)).toEqual([request.taskId]);
    expect(shown(ended).tasks[0]?.cancellations).toMatchObject([
      { taskId: abortId, taskStatus: 'rejected', reasons: [{ severity: 'error', text: 'half done' }] },
    ]);
  });

  it('shows the second Task itself by its id', async () => {
    const ended = await remote(`Task/${abortId}`, ['--account', '2026-05']);
    expect(shown(ended)).toMatchObject({ workflowId: null, tasks: [{ taskId: abortId }] });
  });
});

describe('idmp status --remote without Temporal', () => {
  it('says so, and asks the service alone', async () => {
    const request = await waiting('2025-03', 'phpid/2025-03/alone', { requestId: 'alone' });
    const ended = await remote(request.id, [], NO_TEMPORAL);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('cannot reach Temporal at 127.0.0.1:1');
    expect(ended.stderr).toContain('continuing without Temporal');
    expect(taskIds(ended)).toEqual([request.taskId]);
  });
});

describe('idmp status --remote of a Task', () => {
  let request: Waiting;
  beforeAll(async () => {
    request = await waiting('2026-05', 'order/for-its-task');
  });

  it('leads back to its workflow, without asking Temporal', async () => {
    const ended = await remote(`Task/${request.taskId}`, ['--account', '2026-05'], NO_TEMPORAL);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(shown(ended)).toMatchObject({
      workflowId: 'order/for-its-task',
      account: '2026-05',
      tasks: [{ taskId: request.taskId }],
    });
  });

  it('takes its address for the account’s whose service it is', async () => {
    const url = `${system.sandbox.baseUrl('2025-01')}/Task`;
    const own = await waiting('2025-01', 'order/by-address');
    for (const address of [`${url}/${own.taskId}`, `${url}/${own.taskId}/_history/1`]) {
      expect(shown(await remote(address))).toMatchObject({
        workflowId: 'order/by-address',
        account: '2025-01',
      });
    }
  });

  it('requires the account where several have that address', async () => {
    const address = `${system.sandbox.baseUrl('2026-05')}/Task/${request.taskId}`;
    const ended = await remote(address);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/may belong to account "2026-05", "north\/2".*--account/);
    expect(taskIds(await remote(address, ['--account', '2026-05']))).toEqual([request.taskId]);
  });

  it.each([
    [
      'another service',
      'https://elsewhere.example/fhir/Task/1',
      'does not belong to the service of an account',
    ],
    ['a place below the base', 'BASE/elsewhere/Task/1', 'does not belong to the service of an account'],
    ['another resource', 'BASE/MedicinalProductDefinition/1', 'is not the address of a Task'],
  ])('exits with 2 where the address is that of %s', async (_name, address, text) => {
    const ended = await remote(address.replace('BASE', system.sandbox.baseUrl('2025-01')));
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr.replace("'", '’')).toContain(text);
  });

  it('prints that it is not there, where it is not', async () => {
    const ended = await remote('Task/no-such-task', ['--account', '2025-03']);
    expect(ended.code).toBe(0);
    expect(shown(ended)).toEqual({ workflowId: null, account: '2025-03', tasks: [] });
    expect(ended.stderr).toContain('Task/no-such-task was not found');
  });

  it('exits with 1 where it belongs to another key', async () => {
    const ended = await remote(`Task/${request.taskId}`, ['--account', 'north/2']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('belongs to another key');
    expect(ended.stderr).not.toContain('north-key');
  });
});

describe('idmp status --remote at a service that gives no answer', () => {
  it('exits with 1 where the service cannot be reached, and says where it was looked for', async () => {
    const ended = await remote('Task/7', ['--account', 'dead']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('account "dead" (http://127.0.0.1:1/fhir)');
    expect(ended.stderr).toContain('ECONNREFUSED');
    expect(ended.stderr).not.toContain('dead-key');
    expect(ended.stderr).not.toMatch(/^\s+at /m);
  });

  it.each(['Task/7', 'phpid/refused/7'])('exits with 1 where the key is refused: %s', async (id) => {
    const ended = await remote(id, ['--account', 'refused']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('check the key of this account');
    expect(ended.stderr).not.toContain('no_good_key');
  });

  it('exits with 1 where the service fails on the way', async () => {
    await control(system.sandbox).fault({ method: 'GET', path: '/2026-05/Task?', status: 503 });
    const ended = await remote('phpid/2026-05/any');
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('503');
    expect(ended.stderr).not.toContain(KEY);
  });
});

describe('idmp status', () => {
  it('exits with 2 where an account is named and the service is not asked', async () => {
    const ended = await line.idmp(['status', 'any', '--account', '2026-05']);
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--remote') });
  });
});
