import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { sweepId, type PhpidResult } from '../../src/contract/index.js';
import { historyToJson } from '../histories/support/history-json.js';
import { prepareReplay, replay } from '../histories/support/replay.js';
import { aProduct } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { until } from '../support/until.js';
import { aKey, keysOf } from './support/keys.js';
import { startScene, untilStage, type Scene } from './support/scene.js';

jest.setTimeout(300_000);

const WORKFLOWS = fileURLToPath(new URL('../../src/workflows', import.meta.url));
const A = aKey('a');
const B = aKey('b');
const B_AND_A = `${B},${A}`;
const NEEDS_A = /a payload is encrypted with key "a", but this process only has "b". Add the key to/;

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
  await control(scene.sandbox).pace('manual');
});
afterAll(() => scene?.stop());

/** Starts a request under these keys, and waits until its Task exists. */
async function submitted(name: string, keys?: string): Promise<{ workflowId: string; taskId: string }> {
  const client = await scene.client(keys);
  const workflowId = `phpid/2026-05/${name}`;
  const args = [{ product: aProduct(name), account: '2026-05' }];
  await client.workflow.start('requestPhpid', { taskQueue: 'idmp', workflowId, args, memo: { name } });
  const { taskId } = await untilStage(client, workflowId, 'waiting');
  return { workflowId, taskId: taskId! };
}

const complete = (taskId: string): Promise<void> =>
  control(scene.sandbox).move('2026-05', taskId, { status: 'completed' });

async function result(workflowId: string, keys?: string): Promise<PhpidResult> {
  const client = await scene.client(keys);
  return (await client.workflow.getHandle(workflowId).result()) as PhpidResult;
}

describe('a request that was started before the keys were rotated', () => {
  let workflowId: string;

  beforeAll(async () => {
    const older = await scene.worker(A);
    const { taskId, ...request } = await submitted('rotated', A);
    workflowId = request.workflowId;
    expect((await scene.idmp(['setup'], A)).code).toBe(0);
    await older.kill('SIGTERM');
    const newer = await scene.worker(B_AND_A);
    await complete(taskId);
    await result(workflowId, B_AND_A);
    await newer.kill('SIGTERM');
  });

  it('completes under the new key, and its result is read', async () => {
    expect((await result(workflowId, B_AND_A)).phpids).toHaveLength(4);
  });

  it('has both keys in its history, which is replayed with both', async () => {
    const client = await scene.client(B_AND_A);
    const history = await client.workflow.getHandle(workflowId).fetchHistory();
    const ids = [...historyToJson(history).matchAll(/"encryption-key-id":\s*"([^"]+)"/g)].map(([, id]) =>
      Buffer.from(id!, 'base64').toString(),
    );
    expect(new Set(ids)).toEqual(new Set(['a', 'b']));

    prepareReplay();
    const stored = [{ name: workflowId, history }];
    expect((await replay(WORKFLOWS, stored, keysOf(B_AND_A))).get(workflowId)).toBeNull();
  });

  it('is not read without the old key, which is what the error says', async () => {
    const client = await scene.client(B);
    await expect(client.workflow.getHandle(workflowId).describe()).rejects.toThrow(NEEDS_A);
  });

  it.each([
    ['another key', B, NEEDS_A],
    [
      'no key',
      undefined,
      /with key "[ab]", but this process does not have any keys. Set IDMP_ENCRYPTION_KEYS/,
    ],
  ])('is refused by the command line with %s: wrong configuration', async (_, keys, message) => {
    const ended = await scene.idmp(['status', workflowId], keys);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(message);
    expect(ended.stdout).toBe('');
  });

  it('leaves its sweep to the new key, once "idmp setup" has run again', async () => {
    const schedule = async (keys: string): Promise<unknown> =>
      (await scene.client(keys)).schedule.getHandle(sweepId('2026-05')).describe();
    await expect(schedule(B)).rejects.toThrow(NEEDS_A);
    expect((await scene.idmp(['setup'], B_AND_A)).code).toBe(0);
    expect(await schedule(B)).toMatchObject({ action: { args: [{ account: '2026-05' }] } });
  });
});

describe('a worker without the key of a request', () => {
  it('says which key it lacks, and fails nothing: with the key, the request goes on', async () => {
    const first = await scene.worker(A);
    const { workflowId, taskId } = await submitted('without-key', A);
    await first.kill('SIGKILL');
    await complete(taskId);

    const lacking = await scene.worker(B);
    await until(
      () => Promise.resolve(NEEDS_A.test(lacking.stderr().replaceAll('\\"', '"'))),
      'the complaint',
    );
    await lacking.kill('SIGTERM');

    const client = await scene.client(B_AND_A);
    const { status } = await client.workflow.getHandle(workflowId).describe();
    expect(status.name).toBe('RUNNING');
    const having = await scene.worker(B_AND_A);
    expect((await result(workflowId, B_AND_A)).taskId).toBe(taskId);
    await having.kill('SIGTERM');
  });
});

describe('encryption that is switched on while a request waits', () => {
  it('leaves what is there readable, and encrypts what comes', async () => {
    const open = await scene.worker();
    const { workflowId, taskId } = await submitted('switched-on');
    await open.kill('SIGTERM');
    const encrypting = await scene.worker(A);
    await complete(taskId);
    expect((await result(workflowId, A)).taskId).toBe(taskId);
    await expect(result(workflowId)).rejects.toThrow();
    await encrypting.kill('SIGTERM');
  });
});
