import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import {
  CANCEL_SIGNAL,
  PAUSE_SIGNAL,
  RESUME_SIGNAL,
  SWEEP_WORKFLOW,
  WORKFLOWS,
  type RequestStatus,
} from '../../../src/contract/index.js';
import { createStartOptions } from '../../../src/requests/start-options.js';
import { aProduct } from '../../support/products.js';
import { until } from '../../support/until.js';
import { freshRequests, startBackfill, type BackfillUnderTest } from '../../workflows/support/backfills.js';
import { inShortRuns, scenario, type Scenario, type Scene } from './scene.js';

const start = (scene: Scene): Promise<BackfillUnderTest> =>
  startBackfill(scene.system, { account: scene.edition, requestsPerSecond: 50 });

/** Starts a request as a backfill does; its Task waits for people, and it does not poll by itself. */
async function waitingRequest(scene: Scene): Promise<{ handle: WorkflowHandle; taskId: string }> {
  await scene.sandbox.pace('manual');
  const { client, config } = scene.system;
  const workflowId = `phpid/${scene.edition}/${randomUUID()}`;
  const polling = { initialSeconds: 3600, factor: 1, maximumSeconds: 3600 };
  const request = { product: aProduct(workflowId), account: scene.edition, backfillId: 'earlier', polling };
  const options = createStartOptions({ kind: 'phpid', workflowId, request }, config.taskQueue);
  const handle = await client.workflow.start(WORKFLOWS.phpid, options);
  const status = (): Promise<RequestStatus> => handle.query<RequestStatus>('status');
  await until(async () => (await status()).stage === 'waiting', 'a waiting request');
  const { taskId } = await status();
  const listed = `WorkflowId = '${workflowId}' AND IdmpTaskId = '${taskId}'`;
  await until(async () => (await client.workflow.count(listed)).count === 1, 'a listed request');
  return { handle, taskId: taskId! };
}

function startSweep({ system, edition }: Scene): Promise<WorkflowHandle> {
  const workflowId = `sweep/${edition}/${randomUUID()}`;
  const { taskQueue } = system.config;
  return system.client.workflow.start(SWEEP_WORKFLOW, {
    taskQueue,
    workflowId,
    args: [{ account: edition }],
  });
}

/** Backfills, sweeps, and the requests that they start and signal. */
export const BACKFILLS: Scenario[] = [
  scenario('backfill', async (scene) => {
    await scene.sandbox.pace([{ status: 'completed' }]);
    const backfill = await start(scene);
    const requests = freshRequests(3);
    await backfill.add(1, [...requests, { product: {} }]);
    await backfill.add(1, [...requests, { product: {} }]);
    await backfill.handle.signal(PAUSE_SIGNAL);
    await backfill.add(2, [...requests, ...freshRequests(1)]);
    await backfill.handle.signal(RESUME_SIGNAL);
    await backfill.close();
    return backfill.handle;
  }),
  ...(['signal', 'temporal'] as const).map((way) =>
    scenario(`backfill-cancelled-by-${way}`, async (scene) => {
      await scene.sandbox.pace('manual');
      const backfill = await start(scene);
      await backfill.add(1, freshRequests(2));
      await backfill.untilProgress({ started: 2 });
      if (way === 'signal') await backfill.handle.signal(CANCEL_SIGNAL, { reason: 'enough' });
      else await backfill.handle.cancel();
      return backfill.handle;
    }),
  ),
  scenario('backfill-with-a-rate-that-is-none', async ({ system, edition }) => {
    const backfill = await startBackfill(system, { account: edition, requestsPerSecond: 0 });
    return backfill.handle;
  }),
  scenario('sweep', async (scene) => {
    const { handle, taskId } = await waitingRequest(scene);
    await scene.sandbox.move(scene.edition, taskId, { status: 'completed' });
    const sweep = await startSweep(scene);
    await handle.result();
    return sweep;
  }),
  scenario('told-by-a-sweep', async (scene) => {
    const { handle, taskId } = await waitingRequest(scene);
    await scene.sandbox.move(scene.edition, taskId, { status: 'completed' });
    await startSweep(scene);
    return handle;
  }),
  scenario('told-by-a-sweep-of-its-rejection', async (scene) => {
    const { handle, taskId } = await waitingRequest(scene);
    await scene.sandbox.move(scene.edition, taskId, { status: 'rejected', reason: 'unknown substance' });
    await startSweep(scene);
    return handle;
  }),
];

/** Backfills of many pages. */
export const BACKFILLS_OVER_RUNS: Scenario[] = [
  scenario('backfill-continued', async (scene) => {
    await scene.sandbox.pace([{ status: 'completed' }]);
    const backfill = await start(scene);
    for (let page = 1; page <= 5; page += 1) await backfill.add(page, freshRequests(2));
    await backfill.close();
    return backfill.handle;
  }),
].map(inShortRuns);
