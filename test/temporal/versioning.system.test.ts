import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { PhpidResult, RequestStatus } from '../../src/contract/index.js';
import { control } from '../support/sandbox-control.js';
import { until } from '../support/until.js';
import { Rollout } from './support/rollout.js';

jest.setTimeout(120_000);

/** A schedule so slow that no run polls by itself or ends: all events come in the middle of a run. */
const RARELY = { initialSeconds: 600, maximumSeconds: 600 };
/** A schedule with a new run every few seconds. */
const OFTEN = { initialSeconds: 0.3, factor: 1, maximumSeconds: 0.3 };

let rollout: Rollout;
let inOneRun: WorkflowHandle;
let inManyRuns: WorkflowHandle;

const status = (handle: WorkflowHandle): Promise<RequestStatus> => handle.query<RequestStatus>('status');

async function untilWaiting(handle: WorkflowHandle): Promise<void> {
  await until(async () => (await status(handle)).stage === 'waiting', 'a waiting request');
}

/** Whether the server lets a pinned workflow move when it continues as new: since 1.30 (docs/upgrading.md). */
function movesAtContinueAsNew(): boolean {
  const [major = 0, minor = 0] = rollout.serverVersion.split('.').map(Number);
  return major > 1 || minor >= 30;
}

beforeAll(async () => {
  rollout = await Rollout.start();
  await rollout.rollOut('v1');
  inOneRun = await rollout.request(RARELY);
  inManyRuns = await rollout.request(OFTEN);
  await Promise.all([inOneRun, inManyRuns].map(untilWaiting));
  await rollout.rollOut('v2');
});
afterAll(() => rollout?.stop());

describe('when a new version of the worker becomes the current one', () => {
  it('a request that is in the middle of a run stays with its version, the calls to the service, too', async () => {
    expect(await inOneRun.executeUpdate<RequestStatus, []>('checkNow')).toMatchObject({ polls: 1 });
    expect(await rollout.workersOf(inOneRun)).toMatchObject({ workflowTasks: ['v1'], calls: ['v1'] });
  });

  it('a new request starts on the new version', async () => {
    const fresh = await rollout.request(RARELY);
    await untilWaiting(fresh);
    expect(await rollout.workersOf(fresh)).toMatchObject({ workflowTasks: ['v2'], calls: ['v2'] });
  });

  it('a request that continues as new moves to the new version, if the server is 1.30 or newer, else stays', async () => {
    const version = movesAtContinueAsNew() ? 'v2' : 'v1';
    const { runId } = await rollout.workersOf(inManyRuns);
    await until(async () => {
      const latest = await rollout.workersOf(inManyRuns);
      return latest.runId !== runId && latest.calls.length > 0;
    }, 'a new run');
    expect(await rollout.workersOf(inManyRuns)).toMatchObject({ workflowTasks: [version], calls: [version] });
  });

  it('an operator can move a request in the middle of a run, and it goes on there', async () => {
    await rollout.moveToCurrentVersion(inOneRun);
    await inOneRun.executeUpdate<RequestStatus, []>('checkNow');
    const { workflowTasks, calls } = await rollout.workersOf(inOneRun);
    expect([workflowTasks.at(-1), calls.at(-1)]).toEqual(['v2', 'v2']);
  });

  it('the old version can go when its requests have moved, and they end with their results', async () => {
    await rollout.moveToCurrentVersion(inManyRuns);
    await rollout.end('v1');
    for (const request of [inOneRun, inManyRuns]) {
      await control(rollout.sandbox).move('2026-05', (await status(request)).taskId!, {
        status: 'completed',
      });
      await request.signal('pollNow');
      expect(((await request.result()) as PhpidResult).phpids).toHaveLength(4);
    }
  });
});
