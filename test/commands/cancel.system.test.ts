import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { RequestInput, RequestStatus } from '../../src/contract/index.js';
import { aProduct } from '../support/products.js';
import { control, type SandboxTask } from '../support/sandbox-control.js';
import { startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';
import { commandLine, type CommandLine, type Ended } from './support/command-line.js';

jest.setTimeout(120_000);

let system: TestSystem;
let line: CommandLine;

beforeAll(async () => {
  system = await startTestSystem({ pace: 'manual' });
  line = commandLine(system);
  await control(system.sandbox).abilities({ abort: true });
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

async function waiting(id: string, more: Partial<RequestInput> = {}): Promise<Waiting> {
  const input = { product: aProduct(id.replaceAll('/', '-')), account: '2026-05', ...more } as RequestInput;
  const handle = await system.start('phpid', input, id);
  await until(
    async () => (await handle.query<RequestStatus>('status')).stage === 'waiting',
    'the submission',
  );
  const { taskId } = await handle.query<RequestStatus>('status');
  return { handle, id, taskId: taskId! };
}

const cancel = (id: string, ...args: string[]): Promise<Ended> => line.idmp(['cancel', id, ...args]);
const printed = (ended: Ended): RequestStatus => JSON.parse(ended.stdout) as RequestStatus;
const stateOf = async (handle: WorkflowHandle): Promise<string> => (await handle.describe()).status.name;
const atSandbox = async (taskId: string): Promise<SandboxTask | undefined> =>
  (await control(system.sandbox).tasks()).find(({ id }) => id === taskId);

describe('idmp cancel', () => {
  it('cancels the Task, and prints the request as it ended', async () => {
    const { handle, id, taskId } = await waiting('phpid/2026-05/cancel-1');
    const ended = await cancel(id, '--reason', 'wrong strength');
    expect(ended.code).toBe(0);
    expect(printed(ended)).toMatchObject({
      stage: 'cancelled',
      taskId,
      cancellation: {
        reason: 'wrong strength',
        requestedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        outcome: 'accepted',
      },
    });
    expect(ended.stderr).toContain(`${id} is cancelled`);
    expect(await atSandbox(taskId)).toMatchObject({ deleted: true });
    await handle.result().catch(() => undefined);
    expect(await stateOf(handle)).toBe('CANCELLED');
  });

  it('needs no reason', async () => {
    const { id } = await waiting('order 18');
    expect(printed(await cancel(id)).cancellation).toMatchObject({ reason: null, outcome: 'accepted' });
  });

  it('says that the Task remains where the service has no way to cancel', async () => {
    const { id, taskId } = await waiting('phpid/2026-05/cancel-none', { cancellation: 'none' });
    const ended = await cancel(id);
    expect(ended.code).toBe(0);
    expect(printed(ended)).toMatchObject({
      stage: 'cancelled',
      cancellation: { outcome: 'unsupported' },
    });
    expect(ended.stderr).toContain(`Task/${taskId}`);
  });

  it('exits with 3 where the service refuses, and the request goes on', async () => {
    await control(system.sandbox).abortPace([{ status: 'rejected', afterReads: 1, reason: 'too late' }]);
    const { handle, id, taskId } = await waiting('phpid/2026-05/cancel-refused', { cancellation: 'task' });
    const ended = await cancel(id);
    expect(ended.code).toBe(3);
    expect(printed(ended)).toMatchObject({ cancellation: { outcome: 'refused' } });
    expect(ended.stderr).toContain('is not cancelled');
    expect(ended.stderr).toContain('too late');
    await control(system.sandbox).move('2026-05', taskId, { status: 'completed' });
    expect(await handle.result()).toMatchObject({ taskId });
  });

  it('exits with 3 where the result is there first', async () => {
    const { handle, id, taskId } = await waiting('phpid/2026-05/cancel-late', {
      polling: { initialSeconds: 3_000, maximumSeconds: 3_000, deadlineSeconds: 6_000 },
    });
    await control(system.sandbox).move('2026-05', taskId, { status: 'completed' });
    const ended = await cancel(id);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('is not cancelled');
    expect(await handle.result()).toMatchObject({ taskId });
  });

  it('exits with 2 where the request has ended', async () => {
    const { handle, id } = await waiting('phpid/2026-05/cancel-ended');
    await handle.terminate();
    const ended = await cancel(id);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`${id} has ended (terminated)`);
  });

  it('exits with 2 where there is no such request', async () => {
    const ended = await cancel('phpid/default/never-started');
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('request phpid/default/never-started was not found');
  });
});

describe('idmp cancel of a request whose cancellation takes its time', () => {
  it('says after a while that it goes on by itself, decided by people or taken up by a worker later', async () => {
    await control(system.sandbox).abortPace('manual');
    const { id, handle } = await waiting('phpid/2026-05/cancel-pending', { cancellation: 'task' });
    const withoutWorker = await system.client.workflow.start('requestPhpid', {
      taskQueue: `nobody-${randomUUID()}`,
      workflowId: 'phpid/2026-05/cancel-unheard',
      args: [{ product: aProduct('UNHEARD') }],
    });
    const [pending, unheard] = await Promise.all([cancel(id), cancel(withoutWorker.workflowId)]);

    expect(pending.code).toBe(0);
    expect(printed(pending)).toMatchObject({ stage: 'cancelling', cancellation: { outcome: 'pending' } });
    expect(pending.stderr).toContain('not decided yet');

    expect(unheard).toMatchObject({ code: 0, stdout: '' });
    expect(unheard.stderr).toContain('no worker answers');
    const { events } = await withoutWorker.fetchHistory();
    expect(
      events?.some((event) => event.workflowExecutionSignaledEventAttributes?.signalName === 'cancel'),
    ).toBe(true);
    await Promise.all([handle.terminate(), withoutWorker.terminate()]);
  });
});
