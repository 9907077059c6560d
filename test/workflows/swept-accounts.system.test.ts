import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import {
  SWEEP_WORKFLOW,
  sweepId,
  type RequestInput,
  type RequestStatus,
  type SweepResult,
} from '../../src/contract/index.js';
import { registerSweeps } from '../../src/temporal/sweep-schedules.js';
import { aProduct } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { account, startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';

const HOUR_SECONDS = 3600;
const edition = '2025-03';
/** A schedule so slow that requests do not poll before the test is over. */
const RARELY = { initialSeconds: HOUR_SECONDS, maximumSeconds: HOUR_SECONDS };
/** An account of this test alone, so that other tests do not change whether and when it is swept. */
const swept = `swept-${randomUUID().slice(0, 8)}`;
const unswept = `unswept-${randomUUID().slice(0, 8)}`;

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({
    pace: 'manual',
    // The sandbox's clock makes requests that end now end an hour ago for the service.
    clockOffsetSeconds: -HOUR_SECONDS,
    accounts: (sandbox) =>
      [swept, unswept].map((name) => ({ ...account(edition, sandbox, { polling: {} }), name })),
  });
});
afterAll(() => system.stop());

const statusOf = (handle: WorkflowHandle): Promise<RequestStatus> => handle.query<RequestStatus>('status');

async function waiting(
  input: Partial<RequestInput>,
): Promise<{ handle: WorkflowHandle; status: RequestStatus }> {
  const handle = await system.start('phpid', { product: aProduct(randomUUID()), ...input } as RequestInput);
  await until(
    async () => (await statusOf(handle)).nextPollAt !== null,
    'a request that waits for its next poll',
  );
  return { handle, status: await statusOf(handle) };
}

/** Returns the hours until the next poll, rounded. */
function hoursToPoll({ nextPollAt }: RequestStatus): number {
  return Math.round((Date.parse(nextPollAt!) - Date.now()) / 1000 / HOUR_SECONDS);
}

describe('where the service can search by time', () => {
  const sweep = async (): Promise<SweepResult> =>
    await system.client.workflow.execute<(input: { account: string }) => Promise<SweepResult>>(
      SWEEP_WORKFLOW,
      {
        taskQueue: system.config.taskQueue,
        workflowId: `sweep/${unswept}/${randomUUID()}`,
        args: [{ account: unswept }],
      },
    );

  it('a sweep does not look again at what finished before the last one', async () => {
    await control(system.sandbox).abilities({ searchByTime: true });
    const early = await Promise.all([1, 2, 3, 4].map(() => waiting({ account: unswept, polling: RARELY })));
    for (const { status } of early)
      await control(system.sandbox).move(edition, status.taskId!, { status: 'completed' });
    expect(await sweep()).toEqual({ seen: 4, signalled: 4 });
    await Promise.all(early.map(({ handle }) => handle.result()));
    const last = `WorkflowType = 'sweep' AND IdmpAccount = '${unswept}' AND ExecutionStatus = 'Completed'`;
    await until(async () => (await system.client.workflow.count(last)).count === 1, 'a listed sweep');

    await control(system.sandbox).advance(HOUR_SECONDS);
    const late = await waiting({ account: unswept, polling: RARELY });
    await control(system.sandbox).move(edition, late.status.taskId!, { status: 'completed' });
    expect(await sweep()).toEqual({ seen: 1, signalled: 1 });
    await late.handle.result();
  });
});

describe('the requests of an account', () => {
  it('that is not swept ask on the edition’s schedule', async () => {
    const { handle, status } = await waiting({ account: unswept, backfillId: 'b' });
    expect(hoursToPoll(status)).toBe(0);
    await handle.terminate();
  });

  it('that is swept ask once a day where they belong to a backfill, unless they say otherwise', async () => {
    const registered = await registerSweeps(system.client, [swept], system.config.taskQueue, HOUR_SECONDS);
    expect(registered).toEqual({ added: [sweepId(swept)], changed: [], present: [] });
    try {
      const own = await waiting({ account: swept, backfillId: 'b' });
      expect(hoursToPoll(own.status)).toBeGreaterThanOrEqual(22);
      const other = await waiting({
        account: swept,
        backfillId: 'b',
        polling: { initialSeconds: 2 * HOUR_SECONDS },
      });
      expect(hoursToPoll(other.status)).toBe(2);
      await Promise.all([own, other].map(({ handle }) => handle.terminate()));
    } finally {
      await system.client.schedule.getHandle(sweepId(swept)).delete();
    }
  });
});

describe('registering sweeps again', () => {
  it('leaves what operators have set, and changes the time where it is given', async () => {
    const id = `again-${randomUUID().slice(0, 8)}`;
    const register = (seconds: number | null): ReturnType<typeof registerSweeps> =>
      registerSweeps(system.client, [id], system.config.taskQueue, seconds);
    const handle = system.client.schedule.getHandle(sweepId(id));
    const every = async (): Promise<number> => Number((await handle.describe()).spec.intervals?.[0]?.every);
    await register(null);
    try {
      expect(await every()).toBe(900_000);
      await handle.pause();
      expect(await register(60)).toMatchObject({ changed: [sweepId(id)] });
      expect(await every()).toBe(60_000);
      expect(await register(null)).toMatchObject({ present: [sweepId(id)] });
      expect(await every()).toBe(60_000);
      expect((await handle.describe()).state.paused).toBe(true);
    } finally {
      await handle.delete();
    }
  });
});
