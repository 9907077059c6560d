import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import {
  EDITION_NAMES,
  SWEEP_WORKFLOW,
  type PhpidResult,
  type RequestStatus,
  type SweepResult,
} from '../../src/contract/index.js';
import { aProduct } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';

/** A schedule so slow that requests do not poll before the test is over. */
const RARELY = { initialSeconds: 3600, factor: 1, maximumSeconds: 3600, deadlineSeconds: 86_400 };

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ pace: 'manual', polling: RARELY });
});
afterAll(() => system.stop());

const service = (): ReturnType<typeof control> => control(system.sandbox);
const statusOf = (handle: WorkflowHandle): Promise<RequestStatus> => handle.query<RequestStatus>('status');

async function sweep(account: string): Promise<SweepResult> {
  return await system.client.workflow.execute<(input: { account: string }) => Promise<SweepResult>>(
    SWEEP_WORKFLOW,
    {
      taskQueue: system.config.taskQueue,
      workflowId: `sweep/${account}/${randomUUID()}`,
      args: [{ account }],
    },
  );
}

/** Starts a request whose Task waits for reviewers, and waits until Temporal lists it with its Task. */
async function waiting(edition: string): Promise<{ handle: WorkflowHandle; taskId: string }> {
  const handle = await system.start('phpid', { product: aProduct(randomUUID()), account: edition });
  await until(async () => (await statusOf(handle)).stage === 'waiting', 'a waiting request');
  const { taskId } = await statusOf(handle);
  const query = `WorkflowId = '${handle.workflowId}' AND IdmpTaskId = '${taskId}'`;
  await until(async () => (await system.client.workflow.count(query)).count === 1, 'a listed request');
  return { handle, taskId: taskId! };
}

describe.each(EDITION_NAMES)('a sweep in edition %s', (edition) => {
  it('tells the requests whose Tasks are completed, which get their results without a poll where the page has all', async () => {
    const requests = await Promise.all([waiting(edition), waiting(edition), waiting(edition)]);
    const [first, second, third] = requests.map(({ taskId }) => taskId);
    for (const id of [first, second]) await service().move(edition, id!, { status: 'completed' });
    expect(await sweep(edition)).toMatchObject({ signalled: 2 });
    for (const { handle, taskId } of requests.slice(0, 2)) {
      expect((await handle.result()) as PhpidResult).toMatchObject({
        taskId,
        polls: 0,
        phpids: { length: 4 },
      });
    }
    expect(await statusOf(requests[2].handle)).toMatchObject({ stage: 'waiting', polls: 0 });
    await requests[2].handle.terminate();
    expect(third).toBeDefined();
  });

  it.each(['rejected', 'failed', 'cancelled'])('tells the requests whose Tasks are %s', async (status) => {
    const { handle, taskId } = await waiting(edition);
    await service().move(edition, taskId, { status, reason: 'unknown substance' });
    expect(await sweep(edition)).toMatchObject({ signalled: 1 });
    const type = status === 'rejected' ? 'TaskRejected' : 'TaskFailed';
    await expect(handle.result()).rejects.toMatchObject({ cause: { type } });
  });

  it('signals no request twice, and leaves Tasks of others alone', async () => {
    const { handle, taskId } = await waiting(edition);
    await service().move(edition, taskId, { status: 'completed' });
    await sweep(edition);
    await handle.result();
    expect(await sweep(edition)).toMatchObject({ signalled: 0 });
  });
});

describe('a sweep', () => {
  const edition = '2026-05';

  it('that overlaps with another one does no harm', async () => {
    const requests = await Promise.all([waiting(edition), waiting(edition)]);
    for (const { taskId } of requests) await service().move(edition, taskId, { status: 'completed' });
    await Promise.all([sweep(edition), sweep(edition), sweep(edition)]);
    for (const { handle, taskId } of requests) {
      expect((await handle.result()) as PhpidResult).toMatchObject({ taskId, polls: 0 });
    }
  });

  it('makes up for a signal that got lost before it', async () => {
    const { handle, taskId } = await waiting(edition);
    await service().move(edition, taskId, { status: 'completed' });
    // The request is told of another Task, and not of this one.
    await handle.signal('taskChanged', { taskId: 'another', status: 'completed' });
    expect(await statusOf(handle)).toMatchObject({ stage: 'waiting', polls: 0 });
    await sweep(edition);
    expect((await handle.result()) as PhpidResult).toMatchObject({ taskId });
  });

  it('that sees old pages signals no request, and the next one does', async () => {
    const { handle, taskId } = await waiting(edition);
    const before = new Date(Date.now() - 1).toISOString();
    await service().move(edition, taskId, { status: 'completed' });
    await service().fault(staleSearch(before));
    expect(await sweep(edition)).toMatchObject({ signalled: 0 });
    await service().clearFaults();
    expect(await statusOf(handle)).toMatchObject({ stage: 'waiting', polls: 0 });
    expect(await sweep(edition)).toMatchObject({ signalled: 1 });
    await handle.result();
  });

  it('makes a request poll where the page shows no outputs', async () => {
    const { handle, taskId } = await waiting(edition);
    await service().move(edition, taskId, { status: 'completed', withoutOutput: true });
    expect(await sweep(edition)).toMatchObject({ signalled: 1 });
    await until(async () => (await statusOf(handle)).polls === 1, 'a poll of its own');
    await handle.terminate();
  });

  it('leaves a request alone that reads its outputs, for however long it has to try', async () => {
    const { handle, taskId } = await waiting(edition);
    await service().fault({
      method: 'GET',
      path: '/AdministrableProductDefinition/',
      status: 503,
      times: 1_000,
    });
    await service().move(edition, taskId, { status: 'completed' });
    await handle.signal('pollNow');
    const query = `WorkflowId = '${handle.workflowId}' AND IdmpStage = 'fetching'`;
    await until(
      async () => (await system.client.workflow.count(query)).count === 1,
      'a listed reading of outputs',
    );
    expect(await sweep(edition)).toMatchObject({ signalled: 0 });
    await service().clearFaults();
    expect((await handle.result()) as PhpidResult).toMatchObject({ taskId });
  });

  it('of an unknown account fails, and says so', async () => {
    await expect(sweep('nobody')).rejects.toMatchObject({ cause: { type: 'UnknownAccount' } });
  });
});

function staleSearch(staleSince: string): object {
  return { method: 'GET', path: '/Task?', times: 10, staleSince };
}
