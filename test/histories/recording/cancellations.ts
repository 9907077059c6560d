import type { WorkflowHandle } from '@temporalio/client';
import { Cancelling, CELLS, WAYS, type Cell, type Way } from '../../workflows/support/cancelling.js';
import { until } from '../../support/until.js';
import { inShortRuns, scenario, type Scenario, type Scene } from './scene.js';

const cell = (way: Way, strategy: Cell['strategy'] = 'delete'): Cell => ({ way, strategy });

async function start(
  scene: Scene,
  which: Cell,
  input?: Parameters<typeof Cancelling.start>[3],
): Promise<Cancelling> {
  await scene.sandbox.pace('manual');
  return await Cancelling.start(which, scene.system, scene.edition, input);
}

async function startWaiting(...given: Parameters<typeof start>): Promise<Cancelling> {
  const request = await start(...given);
  await until(async () => (await request.status()).stage === 'waiting', 'a waiting request');
  return request;
}

/** Cancels a request as soon as it reaches this stage. */
async function cancelledAt(request: Cancelling, holds: () => Promise<boolean>): Promise<WorkflowHandle> {
  await until(holds, 'the moment to cancel');
  await request.cancel();
  return request.handle;
}

const ofEachWay = (name: string, play: (scene: Scene, way: Way) => Promise<WorkflowHandle>): Scenario[] =>
  WAYS.map((way) => scenario(`cancelled-by-${way}-${name}`, (scene) => play(scene, way)));

/** Starts a request that a second Task wants to cancel, while people have not decided on it. */
async function undecided(scene: Scene, way: Way): Promise<{ request: Cancelling; abortTaskId: string }> {
  await scene.sandbox.abortPace('manual');
  const often = { initialSeconds: 0.5, factor: 1, maximumSeconds: 0.5, deadlineSeconds: 600 };
  const request = await startWaiting(scene, cell(way, 'task'), { polling: often });
  await request.cancel();
  await until(async () => (await request.abortTasks()).length > 0, 'a Task that asks for the cancellation');
  return { request, abortTaskId: (await request.abortTasks())[0]!.id };
}

const taskIdOf = async (request: Cancelling): Promise<string> => (await request.status()).taskId!;

/** Cancelled requests by stage, by way, by strategy and by outcome. */
export const CANCELLATIONS: Scenario[] = [
  ...ofEachWay('while-built', async (scene, way) => {
    const request = await start(scene, cell(way), { startDelay: '1 second' });
    await request.cancel();
    return request.handle;
  }),
  ...ofEachWay('while-validated', async (scene, way) => {
    await scene.sandbox.fault({ method: 'POST', path: '$validate', status: 503 });
    const request = await start(scene, cell(way));
    return cancelledAt(request, async () => (await request.status()).stage === 'validating');
  }),
  ...ofEachWay('while-submitted-answer-to-come', async (scene, way) => {
    await scene.submissionMeets({ delaySeconds: 2 });
    const request = await start(scene, cell(way));
    return cancelledAt(request, async () => (await request.tasks()).length > 0);
  }),
  ...ofEachWay('while-submitted-answer-lost', async (scene, way) => {
    await scene.submissionMeets({ dropAfter: true });
    await scene.sandbox.fault({ method: 'GET', path: '/Task?', status: 503, times: 3 });
    const request = await start(scene, cell(way, 'task'));
    return cancelledAt(request, async () => (await request.tasks()).length > 0);
  }),
  ...ofEachWay('while-submitted-nothing-taken-in', async (scene, way) => {
    await scene.submissionMeets({ status: 503, times: 1000 });
    const request = await start(scene, cell(way));
    return cancelledAt(request, async () => (await request.status()).stage === 'submitting');
  }),
  ...CELLS.map((each) =>
    scenario(`cancelled-by-${each.way}-while-waiting-${each.strategy}`, async (scene) => {
      const request = await startWaiting(scene, each);
      await request.cancel();
      return request.handle;
    }),
  ),
  ...ofEachWay('while-a-poll-is-retried', async (scene, way) => {
    const request = await startWaiting(scene, cell(way));
    const path = `Task/${await taskIdOf(request)}`;
    await scene.sandbox.fault({ method: 'GET', path, status: 503, times: 3 });
    await request.handle.signal('pollNow');
    await until(async () => (await scene.sandbox.requests())[`GET ${scene.edition}/Task/:id`]! > 0);
    await request.cancel();
    return request.handle;
  }),
  ...ofEachWay('too-late', async (scene, way) => {
    const request = await startWaiting(scene, cell(way));
    await request.move(await taskIdOf(request), 'completed');
    await request.cancel();
    return request.handle;
  }),
  ...ofEachWay('while-fetched', async (scene, way) => {
    const request = await startWaiting(scene, cell(way));
    await request.move(await taskIdOf(request), 'completed');
    await scene.sandbox.fault({ method: 'GET', path: 'AdministrableProduct', delaySeconds: 2 });
    await request.handle.signal('pollNow');
    return cancelledAt(request, async () => (await request.status()).stage === 'fetching');
  }),
  ...ofEachWay('at-a-service-that-cannot', async (scene, way) => {
    await scene.sandbox.abilities({ delete: false, update: false, abort: false });
    const request = await startWaiting(scene, cell(way));
    await request.cancel();
    return request.handle;
  }),
  ...ofEachWay('answer-lost', async (scene, way) => {
    const request = await startWaiting(scene, cell(way));
    await scene.sandbox.fault({ method: 'DELETE', path: '/Task', dropAfter: true });
    await request.cancel();
    return request.handle;
  }),
  ...ofEachWay('granted-by-people', async (scene, way) => {
    const { request, abortTaskId } = await undecided(scene, way);
    await request.move(abortTaskId, 'completed');
    return request.handle;
  }),
  ...ofEachWay('refused-by-people', async (scene, way) => {
    const { request, abortTaskId } = await undecided(scene, way);
    await request.move(abortTaskId, 'rejected', 'nearly done');
    await until(async () => (await request.outcome()) === 'refused', 'the refusal');
    await request.move(await taskIdOf(request), 'completed');
    return request.handle;
  }),
  ...ofEachWay('refused-by-people-then-granted', async (scene, way) => {
    const { request, abortTaskId } = await undecided(scene, way);
    await request.move(abortTaskId, 'rejected', 'not now');
    await until(async () => (await request.outcome()) === 'refused', 'the refusal');
    // A run accepts one cancellation from Temporal, so a new run follows a refused one.
    const { polls } = await request.status();
    await until(async () => (await request.status()).polls > polls + 1, 'a request that goes on');
    await scene.sandbox.abortPace([{ status: 'completed' }]);
    await request.cancel('now, please');
    return request.handle;
  }),
  ...ofEachWay('undecided-when-people-reject-the-task', async (scene, way) => {
    const { request } = await undecided(scene, way);
    await request.move(await taskIdOf(request), 'rejected', 'data are missing');
    return request.handle;
  }),
];

/** Requests with an open cancellation while they continue as new, and after it. */
export const CANCELLATIONS_OVER_RUNS: Scenario[] = ofEachWay('over-several-runs', async (scene, way) => {
  const { request, abortTaskId } = await undecided(scene, way);
  const { polls } = await request.status();
  await until(async () => (await request.status()).polls > polls + 4, 'a few runs');
  await request.move(abortTaskId, 'completed');
  return request.handle;
}).map(inShortRuns);
