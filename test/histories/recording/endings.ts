import type { WorkflowHandle } from '@temporalio/client';
import { EDITION_NAMES, type RequestStatus } from '../../../src/contract/index.js';
import { aProduct } from '../../support/products.js';
import { RARELY, scenario, type Scenario, type Scene } from './scene.js';

const outcome = (text: string): object => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'business-rule', details: { text }, expression: ['Task.contained[2]'] }],
});

/** Makes a request whose Task ends like that and is polled then. */
async function ended(scene: Scene, end: (taskId: string) => Promise<void>): Promise<WorkflowHandle> {
  const { request, taskId } = await scene.startWaiting();
  await end(taskId);
  await request.signal('pollNow');
  return request;
}

/** Requests that are not cancelled, by how they end. */
export const ENDINGS: Scenario[] = [
  ...EDITION_NAMES.map((account) =>
    scenario(`completed-phpid-${account}`, (scene) => scene.start('phpid', { account })),
  ),
  scenario('completed-gsid', (scene) => scene.start('gsid', { account: '2025-01' })),
  scenario('unsupported-by-edition', (scene) => scene.start('gsid', { account: '2026-05' })),
  scenario('invalid-request', (scene) =>
    scene.start('phpid', { product: { ...aProduct(), ingredients: [] } }),
  ),
  scenario('unknown-account', (scene) => scene.start('phpid', { account: 'elsewhere' })),
  scenario('validation-failed-by-our-rules', (scene) =>
    scene.start('phpid', {
      product: undefined,
      resources: [
        { resourceType: 'MedicinalProductDefinition', id: 'p', name: [{ productName: 'P' }] },
        { resourceType: 'Ingredient', id: 'i', for: [{ reference: '#p' }] },
        { resourceType: 'Organization', id: 'o', name: 'Test Pharma' },
      ],
    } as never),
  ),
  scenario('validation-failed-at-the-service', async (scene) => {
    const body = outcome('this holder is unknown here');
    await scene.sandbox.fault({ method: 'POST', path: '$validate', status: 200, body });
    return scene.start();
  }),
  scenario('validation-failed-at-the-submission', async (scene) => {
    await scene.submissionMeets({ status: 422, body: outcome('this product is known already') });
    return scene.start();
  }),
  scenario('rejected', (scene) =>
    ended(scene, (id) =>
      scene.sandbox.move(scene.edition, id, { status: 'rejected', reason: 'strength has no unit' }),
    ),
  ),
  ...['failed', 'cancelled', 'entered-in-error'].map((status) =>
    scenario(`ended-at-the-service-as-${status}`, (scene) =>
      ended(scene, (id) => scene.sandbox.move(scene.edition, id, { status })),
    ),
  ),
  scenario('gone', (scene) => ended(scene, (id) => scene.sandbox.vanish(scene.edition, id))),
  scenario('completed-without-an-output', async (scene) => {
    const { request, taskId } = await scene.startWaiting({ initialSeconds: 0.5, maximumSeconds: 0.5 });
    await scene.sandbox.move(scene.edition, taskId, { status: 'completed', withoutOutput: true });
    return request;
  }),
  scenario('deadline', async (scene) => {
    const polling = { initialSeconds: 1, factor: 1, maximumSeconds: 1, deadlineSeconds: 3 };
    return (await scene.startWaiting(polling)).request;
  }),
  scenario('deadline-while-the-service-is-away', async (scene) => {
    const { request } = await scene.startWaiting({ ...RARELY, deadlineSeconds: 4 });
    await scene.sandbox.fault({ method: 'GET', path: '/Task/', status: 503, times: 1000 });
    return request;
  }),
  scenario('retried-activities', async (scene) => {
    await scene.sandbox.fault(
      { method: 'POST', path: '$validate', status: 503 },
      { method: 'GET', path: '/Task/', status: 401 },
      { method: 'GET', path: '/Task/', status: 429, headers: { 'retry-after': '1' } },
    );
    return scene.start();
  }),
  scenario('adopted-task', async (scene) => {
    await scene.submissionMeets({ dropAfter: true });
    return scene.start();
  }),
  scenario('asked-for-polls', async (scene) => {
    const { request, taskId } = await scene.startWaiting();
    await request.executeUpdate<RequestStatus, []>('checkNow');
    await scene.sandbox.move(scene.edition, taskId, { status: 'in-progress' });
    await request.signal('pollNow');
    await scene.reaches(request, ({ polls }) => polls === 2);
    await request.signal('taskChanged', { taskId: 'another', status: 'completed' });
    await scene.sandbox.move(scene.edition, taskId, { status: 'completed' });
    await request.executeUpdate<RequestStatus, []>('checkNow');
    return request;
  }),
];
