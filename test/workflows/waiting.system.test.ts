import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { searchAttributes } from '../../dev/search-attributes.js';
import { startDevServer, type DevServer } from '../../dev/temporal/index.js';
import { type PhpidResult, type RequestStatus } from '../../src/contract/index.js';
import { aProduct } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';

/** Number of events after which Temporal suggests to continue as new in this test; 4,096 elsewhere. */
const SUGGESTED = 60;

/** Number of events that one poll adds before the suggestion is seen: a timer, an activity and their workflow tasks. */
const POLL = 11;

const edition = '2026-05' as const;
const EVERY = { factor: 1, deadlineSeconds: 3600 };

let server: DevServer;
let system: TestSystem;

jest.setTimeout(120_000);

beforeAll(async () => {
  server = await startDevServer({
    headless: true,
    searchAttributes,
    dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': SUGGESTED },
  });
  system = await startTestSystem({ address: server.address, pace: 'manual' });
});
afterAll(async () => {
  await system?.stop();
  await server?.stop();
});

async function waiting(seconds: number): Promise<{ handle: WorkflowHandle; taskId: string }> {
  const polling = { ...EVERY, initialSeconds: seconds, maximumSeconds: seconds };
  const handle = await system.start('phpid', { account: edition, product: aProduct(), polling });
  await until(async () => (await status(handle)).stage === 'waiting', 'a waiting request');
  return { handle, taskId: (await status(handle)).taskId! };
}

const status = (handle: WorkflowHandle): Promise<RequestStatus> => handle.query<RequestStatus>('status');
const checkNow = (handle: WorkflowHandle): Promise<RequestStatus> =>
  handle.executeUpdate<RequestStatus, []>('checkNow');

/** Lists the runs of the request so far, and the longest history among ended runs. */
async function runs({ workflowId }: WorkflowHandle): Promise<{ count: number; longest: number }> {
  let [count, longest] = [0, 0];
  for await (const run of system.client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
    count += 1;
    longest = Math.max(longest, run.historyLength ?? 0);
  }
  return { count, longest };
}

describe('a request whose history grows', () => {
  it('goes on in new runs, whose histories stay within what is suggested and one poll', async () => {
    const { handle, taskId } = await waiting(0.05);
    await until(async () => (await status(handle)).polls > 30, '30 polls');
    await control(system.sandbox).move(edition, taskId, { status: 'completed' });
    const result = (await handle.result()) as PhpidResult;
    const { polls, ...rest } = result;
    expect(polls).toBeGreaterThan(30);
    expect(rest).toMatchObject({ taskId, edition, phpids: { length: 4 } });
    // Visibility is updated a moment later.
    await until(async () => (await runs(handle)).count > 5, 'several runs');
    expect((await runs(handle)).longest).toBeLessThanOrEqual(SUGGESTED + POLL);
  });

  it('loses no poll of its count, no update, and no signal that comes in between', async () => {
    const { handle, taskId } = await waiting(600);
    let known = 0;
    for (let round = 0; round < 30; round += 1) {
      // Together they meet every moment of a run, including its end.
      const [one, other] = await Promise.all([
        checkNow(handle),
        checkNow(handle),
        handle.signal('pollNow'),
        handle.signal('taskChanged', { taskId, status: 'in-progress' }),
      ]);
      const polls = Math.min(one.polls, other.polls);
      expect(polls).toBeGreaterThan(known);
      known = polls;
    }
    await control(system.sandbox).move(edition, taskId, { status: 'completed' });
    await handle.signal('taskChanged', { taskId, status: 'completed' });
    const { polls } = (await handle.result()) as PhpidResult;
    // Compare at the end only: before it, a requested poll may be about to begin.
    const task = (await control(system.sandbox).tasks()).find(({ id }) => id === taskId);
    expect(polls).toBe(task?.reads);
  });

  it('keeps a cancellation that is not decided yet, and requests it once', async () => {
    await control(system.sandbox).abilities({ abort: true });
    await control(system.sandbox).abortPace('manual');
    const polling = { ...EVERY, initialSeconds: 0.1, maximumSeconds: 0.1 };
    const input = { account: edition, product: aProduct(), polling, cancellation: 'task' } as const;
    const handle = await system.start('phpid', input, `cancelling-${randomUUID()}`);
    await until(async () => (await status(handle)).stage === 'waiting', 'a waiting request');
    await handle.signal('cancel', { reason: 'not needed' });
    await until(async () => (await runs(handle)).count > 2, 'several runs');
    const own = (await control(system.sandbox).tasks()).filter(({ identifiers }) =>
      identifiers.some(({ value }) => value?.startsWith(handle.workflowId)),
    );
    const asked = own.filter(({ kind }) => kind === 'abort');
    expect(asked).toHaveLength(1);
    expect(await status(handle)).toMatchObject({
      stage: 'cancelling',
      cancellation: { reason: 'not needed', outcome: 'pending' },
    });
    await control(system.sandbox).move(edition, asked[0]!.id, { status: 'completed' });
    await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
  });
});

describe('a Task whose status', () => {
  it.each([
    ['goes back', ['in-progress', 'accepted', 'requested', 'received']],
    ['skips steps', ['in-progress']],
    ['is outside the guide’s own codes', ['ready', 'on-hold', 'draft']],
  ])('%s is waited for until it is completed', async (_, statuses) => {
    const { handle, taskId } = await waiting(600);
    for (const taskStatus of statuses) {
      await control(system.sandbox).move(edition, taskId, { status: taskStatus });
      expect(await checkNow(handle)).toMatchObject({ stage: 'waiting', taskStatus });
    }
    await control(system.sandbox).move(edition, taskId, { status: 'completed' });
    await checkNow(handle);
    expect(await handle.result()).toMatchObject({ taskId, polls: statuses.length + 1 });
  });

  it('is unknown to the worker: it waits, too', async () => {
    const { handle, taskId } = await waiting(600);
    const body = { resourceType: 'Task', id: taskId, status: 'quarantined', intent: 'proposal' };
    await control(system.sandbox).fault({ method: 'GET', path: `Task/${taskId}`, status: 200, body });
    expect(await checkNow(handle)).toMatchObject({ stage: 'waiting', taskStatus: 'quarantined' });
    await control(system.sandbox).move(edition, taskId, { status: 'completed' });
    await checkNow(handle);
    expect(await handle.result()).toMatchObject({ taskId });
  });
});

describe('what is wrong while a request waits', () => {
  const pending = async (
    handle: WorkflowHandle,
  ): Promise<{ failure?: string | null; nextTryInSeconds: number }> => {
    const [activity] = (await handle.describe()).raw.pendingActivities ?? [];
    const next = Number(activity?.scheduledTime?.seconds ?? 0);
    return { failure: activity?.lastFailure?.message ?? null, nextTryInSeconds: next - Date.now() / 1000 };
  };

  it.each([
    ['seconds', () => '7200'],
    ['an HTTP date', () => new Date(Date.now() + 7_200_000).toUTCString()],
  ])('shows in the web UI with the next try, which keeps a Retry-After of hours in %s', async (_, after) => {
    const polling = { ...EVERY, initialSeconds: 600, maximumSeconds: 600, deadlineSeconds: 86_400 };
    const handle = await system.start('phpid', { account: edition, product: aProduct(), polling });
    await until(async () => (await status(handle)).stage === 'waiting');
    const { taskId } = await status(handle);
    const headers = { 'retry-after': after() };
    await control(system.sandbox).fault({ method: 'GET', path: `Task/${taskId}`, status: 429, headers });
    await handle.signal('pollNow');
    await until(async () => (await pending(handle)).failure != null, 'a pending activity with its failure');
    const { failure, nextTryInSeconds } = await pending(handle);
    expect(failure).toContain('429');
    expect(nextTryInSeconds).toBeGreaterThan(7_100);
    expect(nextTryInSeconds).toBeLessThan(7_300);
    await handle.signal('cancel');
    await expect(handle.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
  });
});
