import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { startSandbox, type Sandbox } from '../sandbox/index.js';
import type { PhpidResult, RequestStatus } from '../src/contract/index.js';
import { run, type TestProcess } from './support/processes.js';
import { aProduct } from './support/products.js';
import { control } from './support/sandbox-control.js';
import { sharedServer } from './support/system.js';
import { until } from './support/until.js';

jest.setTimeout(180_000);

const KEY = 'a-key-that-nobody-may-see';
const taskQueue = `idmp-${randomUUID()}`;

let sandbox: Sandbox;
let client: Client;

beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'manual' });
  client = new Client({ connection: await Connection.connect({ address: sharedServer() }) });
});
afterAll(async () => {
  await client?.connection.close();
  await sandbox?.close();
});

const environment = (): Record<string, string> => ({
  TEMPORAL_ADDRESS: sharedServer(),
  IDMP_FHIR_BASE_URL: sandbox.baseUrl('2026-05'),
  IDMP_EDITION: '2026-05',
  IDMP_SUBSCRIPTION_KEY: KEY,
  IDMP_TASK_QUEUE: taskQueue,
  IDMP_FHIR_TASK_QUEUE: `${taskQueue}-fhir`,
});

async function startWorker(): Promise<TestProcess> {
  const worker = run('src/worker.ts', [], environment());
  await until(() => Promise.resolve(worker.stderr().includes('worker started')), 'the start of a worker');
  return worker;
}

function start(value: string, initialSeconds: number): Promise<WorkflowHandle> {
  const polling = { initialSeconds, factor: 1, maximumSeconds: initialSeconds };
  const workflowId = `phpid/default/${value}-${randomUUID()}`;
  return client.workflow.start('requestPhpid', {
    taskQueue,
    workflowId,
    args: [{ product: aProduct(value), polling }],
  });
}

const status = (handle: WorkflowHandle): Promise<RequestStatus> => handle.query<RequestStatus>('status');

describe('a worker that is killed while requests wait', () => {
  it('loses nothing: the next worker brings every request to its result, with one POST each', async () => {
    const first = await startWorker();
    const handles = await Promise.all(Array.from({ length: 10 }, (_, index) => start(`KILL-${index}`, 2)));
    await until(
      async () => (await Promise.all(handles.map(status))).every(({ stage }) => stage === 'waiting'),
      'ten waiting requests',
    );
    await first.kill('SIGKILL');
    expect(await first.ended).toMatchObject({ signal: 'SIGKILL' });

    // People go on while no worker runs.
    const tasks = await control(sandbox).tasks();
    expect(tasks).toHaveLength(10);
    for (const { id } of tasks) await control(sandbox).move('2026-05', id, { status: 'completed' });

    const second = await startWorker();
    const results = (await Promise.all(handles.map((handle) => handle.result()))) as PhpidResult[];
    expect(results.map(({ taskId }) => taskId).sort()).toEqual(tasks.map(({ id }) => id).sort());
    expect(results.every(({ phpids }) => phpids.length === 4)).toBe(true);
    expect((await control(sandbox).requests())['POST 2026-05/Task']).toBe(10);
    await second.kill('SIGTERM');
    expect(await second.ended).toEqual({ code: 0, signal: null });
  });
});

describe('a worker process', () => {
  it('lets a running call end when it is asked to stop', async () => {
    const worker = await startWorker();
    await control(sandbox).fault({ method: 'POST', path: '$validate', delaySeconds: 3, times: 1 });
    const validations = async (): Promise<number> =>
      (await control(sandbox).requests())['POST 2026-05/Task/$validate'] ?? 0;
    const before = await validations();
    const handle = await start('GRACE-1', 600);
    await until(async () => (await validations()) > before, 'a running call');
    await worker.kill('SIGTERM');
    expect((await worker.ended).code).toBe(0);

    const { events } = await handle.fetchHistory();
    const completed = (events ?? []).filter((event) => event.activityTaskCompletedEventAttributes).length;
    const failed = (events ?? []).filter((event) => event.activityTaskFailedEventAttributes).length;
    expect({ completed, failed }).toEqual({ completed: 1, failed: 0 });
    await handle.terminate();
  });

  it('logs JSON lines that carry the workflow id, and its key nowhere', async () => {
    const worker = await startWorker();
    await control(sandbox).fault({ method: 'POST', path: '$validate', dropBefore: true, times: 1 });
    const handle = await start('LOGS-1', 600);
    await until(async () => (await status(handle)).stage === 'waiting');
    await worker.kill('SIGTERM');
    const lines = worker
      .stderr()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { workflowId?: string; msg: string });
    const ofRequest = lines.filter(({ workflowId }) => workflowId === handle.workflowId);
    expect(ofRequest.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining(['Activity failed', 'Task submitted']),
    );
    expect(worker.stderr()).not.toContain(KEY);
    expect(worker.stdout()).toBe('');
    await handle.terminate();
  });

  it('waits for a Temporal server that is not there yet, and ends when asked to', async () => {
    const worker = run('src/worker.ts', [], { ...environment(), TEMPORAL_ADDRESS: '127.0.0.1:1' });
    await until(
      () => Promise.resolve(worker.stderr().includes('retrying')),
      'a word about the missing server',
    );
    await worker.kill('SIGTERM');
    expect((await worker.ended).code).toBe(0);
  });

  it('stops at once on bad configuration, with one message that names every bad field', async () => {
    const worker = run('src/worker.ts', [], {
      IDMP_EDITION: '2019',
      IDMP_MAX_FHIR_CALLS_PER_SECOND: 'many',
      LOG_LEVEL: 'loud',
    });
    expect((await worker.ended).code).toBe(2);
    for (const name of ['IDMP_EDITION', 'IDMP_MAX_FHIR_CALLS_PER_SECOND', 'LOG_LEVEL']) {
      expect(worker.stderr()).toContain(name);
    }
    expect(worker.stderr()).not.toMatch(/^\s+at /m);
  });
});
