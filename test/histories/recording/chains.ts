import type { RequestStatus } from '../../../src/contract/index.js';
import { inShortRuns, scenario, type Scenario } from './scene.js';

const OFTEN = { initialSeconds: 0.3, factor: 1, maximumSeconds: 0.3, deadlineSeconds: 600 };

/** Requests that wait so long that they continue as new. */
export const CHAINS: Scenario[] = [
  scenario('continued-phpid', async (scene) => {
    const { request, taskId } = await scene.startWaiting(OFTEN);
    await scene.reaches(request, ({ polls }) => polls >= 4);
    await request.signal('pollNow');
    await request.executeUpdate<RequestStatus, []>('checkNow');
    await scene.reaches(request, ({ polls }) => polls >= 9);
    await scene.sandbox.move(scene.edition, taskId, { status: 'completed' });
    return request;
  }),
  scenario('continued-gsid', async (scene) => {
    await scene.sandbox.pace([{ status: 'completed', afterReads: 5 }]);
    return scene.start('gsid', { account: '2025-01', polling: OFTEN });
  }),
].map(inShortRuns);
