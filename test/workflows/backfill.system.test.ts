import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import {
  CANCEL_SIGNAL,
  PAUSE_SIGNAL,
  RESUME_SIGNAL,
  type BackfillProgress,
} from '../../src/contract/index.js';
import { aProduct } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';
import { freshRequests, startBackfill, type BackfillUnderTest } from './support/backfills.js';

const account = '2026-05';
const AT_ONCE = { account, requestsPerSecond: 50 };

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({ pace: [{ status: 'completed' }] });
});
afterAll(() => system.stop());

/** Lists the Tasks of a backfill's products at the service, by product. */
async function tasksOf(prefix: string): Promise<string[]> {
  const tasks = await control(system.sandbox).tasks();
  return tasks
    .flatMap(({ identifiers }) => identifiers.map(({ value }) => value ?? ''))
    .filter((value) => value.includes(prefix));
}

describe('a backfill', () => {
  it('starts the requests of its pages, and completes when it is closed and all have ended', async () => {
    const prefix = randomUUID().slice(0, 8);
    const requests = freshRequests(6, prefix);
    const backfill = await startBackfill(system, AT_ONCE);
    expect(await backfill.add(1, requests.slice(0, 4))).toEqual({ accepted: 4, known: 0, invalid: [] });
    expect(await backfill.add(2, requests.slice(4))).toEqual({ accepted: 2, known: 0, invalid: [] });
    expect(await backfill.close()).toMatchObject({ added: 6, closed: true });
    const result = (await backfill.handle.result()) as BackfillProgress;
    expect(result).toEqual({
      ...{ added: 6, started: 6, invalid: 0, waiting: 0 },
      ...{ completed: 6, rejected: 0, failed: 0, cancelled: 0 },
      ...{ paused: false, closed: true },
    });
    expect(await tasksOf(prefix)).toHaveLength(6);
  });

  it('answers the same page again with the same verdict, and changes nothing', async () => {
    const requests = [...freshRequests(2), { product: {} }];
    const backfill = await startBackfill(system, AT_ONCE);
    const verdict = await backfill.add(1, requests);
    expect(verdict).toMatchObject({ accepted: 2, known: 0, invalid: [{ index: 2 }] });
    const before = await backfill.untilProgress({ started: 2 });
    expect(await backfill.add(1, requests)).toEqual(verdict);
    expect(await backfill.progress()).toMatchObject({ added: before.added, invalid: before.invalid });
    await backfill.handle.terminate();
  });

  it('takes a page of the same number for another one where its content is another', async () => {
    const [first, second] = freshRequests(2);
    const backfill = await startBackfill(system, AT_ONCE);
    await backfill.add(1, [first]);
    expect(await backfill.add(1, [first, second])).toEqual({ accepted: 1, known: 1, invalid: [] });
    await backfill.handle.terminate();
  });

  it('names what is wrong with each request, by its place in the page, and starts the others', async () => {
    const [good] = freshRequests(1);
    const backfill = await startBackfill(system, AT_ONCE);
    const verdict = await backfill.add(1, [
      { product: { ...aProduct(), holder: undefined } },
      good,
      { product: aProduct(), account: 'nobody' },
      null,
    ]);
    expect(verdict).toMatchObject({
      accepted: 1,
      invalid: [
        { index: 0, issues: [{ expression: ['product.holder'] }] },
        { index: 2, issues: [{ expression: ['account'] }] },
        { index: 3 },
      ],
    });
    expect(await backfill.progress()).toMatchObject({ added: 1, invalid: 3 });
    await backfill.handle.terminate();
  });

  it('knows its earlier requests, those of another backfill, and those started by hand', async () => {
    const [twice, byHand, fresh] = freshRequests(3);
    const one = await startBackfill(system, AT_ONCE);
    expect(await one.add(1, [twice, twice])).toMatchObject({ accepted: 1, known: 1 });
    await one.untilProgress({ started: 1 });
    const other = await startBackfill(system, AT_ONCE);
    expect(await other.add(1, [twice, byHand, fresh])).toMatchObject({ accepted: 2, known: 1 });
    await Promise.all([one, other].map(({ handle }) => handle.terminate()));
  });

  it('submits again what was rejected before it began, and not what was rejected since', async () => {
    const [product] = freshRequests(1);
    await control(system.sandbox).pace([{ status: 'rejected' }]);
    try {
      const earlier = await startBackfill(system, AT_ONCE);
      await earlier.add(1, [product]);
      await earlier.close();
      expect(await earlier.handle.result()).toMatchObject({ rejected: 1, failed: 0 });
      // A time longer than the difference between the clocks of two hosts.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const later = await startBackfill(system, AT_ONCE);
      expect(await later.add(1, [product])).toMatchObject({ accepted: 1, known: 0 });
      await later.untilProgress({ rejected: 1 });
      expect(await later.add(2, [product])).toMatchObject({ accepted: 0, known: 1 });
      await later.handle.terminate();
    } finally {
      await control(system.sandbox).pace([{ status: 'completed' }]);
    }
  });

  it('starts nothing while it is paused, takes pages in all the same, and goes on when it is resumed', async () => {
    const backfill = await startBackfill(system, AT_ONCE);
    await backfill.handle.signal(PAUSE_SIGNAL);
    expect(await backfill.add(1, freshRequests(3))).toMatchObject({ accepted: 3 });
    expect(await backfill.close()).toMatchObject({ added: 3, started: 0, paused: true });
    await backfill.handle.signal(RESUME_SIGNAL);
    expect(await backfill.handle.result()).toMatchObject({ started: 3, completed: 3, paused: false });
  });

  it('keeps the rate: no second has more starts than allowed', async () => {
    const backfill = await startBackfill(system, { account, requestsPerSecond: 4 });
    await backfill.add(1, freshRequests(12));
    await backfill.close();
    await backfill.handle.result();
    const starts: number[] = [];
    const query = `IdmpBackfill = '${backfill.id}'`;
    await until(async () => (await system.client.workflow.count(query)).count === 12, '12 requests');
    for await (const { startTime } of system.client.workflow.list({ query }))
      starts.push(startTime.getTime());
    starts.sort((a, b) => a - b);
    const crowded = starts.filter((time, index) => (starts[index + 4] ?? Infinity) - time < 900);
    expect(crowded).toEqual([]);
  });

  it('lets single requests overtake its own', async () => {
    const backfill = await startBackfill(system, AT_ONCE);
    await backfill.add(1, freshRequests(1));
    await backfill.untilProgress({ started: 1 });
    const query = `IdmpBackfill = '${backfill.id}'`;
    await until(async () => (await system.client.workflow.count(query)).count === 1, 'its request');
    for await (const { workflowId } of system.client.workflow.list({ query })) {
      const { priority } = await system.client.workflow.getHandle(workflowId).describe();
      expect(priority).toMatchObject({ priorityKey: 5 });
    }
    await backfill.handle.terminate();
  });

  it('refuses pages that are none, and any page after it was closed', async () => {
    const backfill = await startBackfill(system, AT_ONCE);
    const refusal = async (...page: Parameters<BackfillUnderTest['add']>): Promise<string> => {
      const error = await backfill.add(...page).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(WorkflowUpdateFailedError);
      return (error as WorkflowUpdateFailedError).cause?.message ?? '';
    };
    expect(await refusal(0, freshRequests(1))).toContain('page: must be');
    expect(await refusal(1, [])).toContain('requests: must be');
    expect(await refusal(1, freshRequests(1), 'product')).toContain('kind: must be');
    await backfill.handle.signal(PAUSE_SIGNAL);
    await backfill.add(1, freshRequests(1));
    await backfill.close();
    expect(await refusal(2, freshRequests(1))).toContain('is closed');
    await backfill.handle.terminate();
  });

  it('fails at once with a rate that is none', async () => {
    const backfill = await startBackfill(system, { account, requestsPerSecond: 0 });
    await expect(backfill.handle.result()).rejects.toMatchObject({
      cause: { type: 'InvalidRequest', message: expect.stringContaining('requestsPerSecond') },
    });
  });
});

describe.each([
  [
    'the signal cancel',
    (backfill: BackfillUnderTest) => backfill.handle.signal(CANCEL_SIGNAL, { reason: 'stop' }),
  ],
  ['Temporal’s own cancellation', (backfill: BackfillUnderTest) => backfill.handle.cancel()],
] as const)('a backfill that is cancelled by %s', (_, cancel) => {
  it('cancels its open requests, and ends as Canceled', async () => {
    await control(system.sandbox).pace('manual');
    try {
      const prefix = randomUUID().slice(0, 8);
      const backfill = await startBackfill(system, AT_ONCE);
      await backfill.add(1, freshRequests(3, prefix));
      await backfill.untilProgress({ started: 3 });
      const query = `IdmpBackfill = '${backfill.id}' AND IdmpStage = 'waiting'`;
      await until(async () => (await system.client.workflow.count(query)).count === 3, 'waiting requests');
      await cancel(backfill);
      await expect(backfill.handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
      expect(await backfill.progress()).toMatchObject({ started: 3, waiting: 0, cancelled: 3 });
    } finally {
      await control(system.sandbox).pace([{ status: 'completed' }]);
    }
  });
});
