import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { PhpidResult, RequestStatus } from '../../src/contract/index.js';
import { aProduct } from '../support/products.js';
import { control, type SandboxTask } from '../support/sandbox-control.js';
import { startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';
import { commandLine, type CommandLine } from './support/command-line.js';

jest.setTimeout(120_000);

const account = '2025-03' as const;

let system: TestSystem;
let line: CommandLine;

beforeAll(async () => {
  system = await startTestSystem({ pace: 'manual' });
  line = commandLine(system);
});
afterAll(async () => {
  await system?.stop();
  line?.close();
});

/** Starts the request of that id by the command line; returns whether it started a new run. */
async function request(id: string): Promise<boolean> {
  const ended = await line.idmp(['request', line.file(aProduct(id)), '--account', account, '--id', id]);
  expect(ended.code).toBe(0);
  return (JSON.parse(ended.stdout) as { started: boolean }).started;
}

const handleOf = (id: string): WorkflowHandle => system.client.workflow.getHandle(`phpid/${account}/${id}`);

const status = (id: string): Promise<RequestStatus> => handleOf(id).query<RequestStatus>('status');

async function waitingTask(id: string): Promise<string> {
  await until(async () => (await status(id)).stage === 'waiting', 'a waiting request');
  return (await status(id)).taskId!;
}

const move = (taskId: string, change: { status: string; reason?: string }): Promise<void> =>
  control(system.sandbox).move(account, taskId, change);

/** Tasks that each of its runs has at the service, the oldest first. */
async function tasksOf(id: string): Promise<SandboxTask[]> {
  const all = await control(system.sandbox).tasks();
  return all.filter(({ identifiers }) =>
    identifiers.some(({ value }) => value?.startsWith(`phpid/${account}/${id}#`)),
  );
}

const ENDS: [string, (id: string, taskId: string) => Promise<void>][] = [
  ['a rejection', (_, taskId) => move(taskId, { status: 'rejected', reason: 'strength is missing' })],
  ['a failure', (_, taskId) => move(taskId, { status: 'failed' })],
  ['a Task that vanished', (_, taskId) => control(system.sandbox).vanish(account, taskId)],
  ['a cancellation', (id) => handleOf(id).signal('cancel')],
];

describe.each(ENDS)('after %s', (name, end) => {
  it('the same request id starts again, with a Task of its own, and the first one is left as it is', async () => {
    const id = name.replaceAll(' ', '-');
    expect(await request(id)).toBe(true);
    const first = await waitingTask(id);
    await end(id, first);
    if (name !== 'a cancellation') await handleOf(id).signal('pollNow');
    await handleOf(id)
      .result()
      .catch(() => undefined);
    const before = (await tasksOf(id)).find((task) => task.id === first);

    expect(await request(id)).toBe(true);
    const second = await waitingTask(id);
    expect(second).not.toBe(first);
    await move(second, { status: 'completed' });
    await handleOf(id).signal('pollNow');
    expect(((await handleOf(id).result()) as PhpidResult).taskId).toBe(second);

    const tasks = await tasksOf(id);
    expect(tasks.find((task) => task.id === first)).toEqual(before);
    const tracked = tasks.flatMap(({ identifiers }) =>
      identifiers.flatMap(({ value }) => (value?.includes('#') ? [value] : [])),
    );
    expect(new Set(tracked).size).toBe(tasks.length);
  });
});

describe('while a request runs, and after it completed', () => {
  it('its id starts nothing new, and the service is asked once', async () => {
    const id = 'only-once';
    expect(await request(id)).toBe(true);
    const taskId = await waitingTask(id);
    expect(await request(id)).toBe(false);
    await move(taskId, { status: 'completed' });
    await handleOf(id).signal('pollNow');
    await handleOf(id).result();
    expect(await request(id)).toBe(false);
    expect(await tasksOf(id)).toHaveLength(1);
  });
});
