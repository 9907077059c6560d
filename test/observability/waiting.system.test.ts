import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { MEMO_STARTED_AT, type Kind, type Stage } from '../../src/contract/index.js';
import { isCountingProcess } from '../../src/observability/counting-process.js';
import { OldestRequest } from '../../src/observability/oldest-request.js';
import { countOpen } from '../../src/observability/waiting-queries.js';
import { sharedServer, startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

const account = `account-${randomUUID()}`;
const key = (name: string): ReturnType<typeof defineSearchAttributeKey<'KEYWORD'>> =>
  defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);

let client: Client;
let calls = 0;
const handles: WorkflowHandle[] = [];

/** Starts a request as lists show it; no worker takes it. */
async function listed(kind: Kind, stage: Stage, memo: Record<string, unknown> = {}): Promise<WorkflowHandle> {
  const attributes = { IdmpAccount: account, IdmpKind: kind, IdmpStage: stage };
  const handle = await client.workflow.start('requestPhpid', {
    taskQueue: `nobody-${account}`,
    workflowId: randomUUID(),
    memo,
    typedSearchAttributes: Object.entries(attributes).map(([name, value]) => ({ key: key(name), value })),
  });
  handles.push(handle);
  return handle;
}

const startOf = async (handle: WorkflowHandle): Promise<number> =>
  (await handle.describe()).startTime.getTime();

beforeAll(async () => {
  client = new Client({ connection: await Connection.connect({ address: sharedServer() }) });
  const { workflow } = client;
  const [list, count] = [workflow.list.bind(workflow), workflow.count.bind(workflow)];
  workflow.list = (options) => {
    calls += 1;
    return list(options);
  };
  workflow.count = (query) => {
    calls += 1;
    return count(query);
  };
});
afterAll(async () => {
  await Promise.all(handles.map((handle) => handle.terminate().catch(() => undefined)));
  await client?.connection.close();
});

describe('the oldest request that waits', () => {
  const oldest = new OldestRequest(account);
  let first: WorkflowHandle;
  let second: WorkflowHandle;
  let callsAtFirst: number;

  beforeAll(async () => {
    first = await listed('gsid', 'waiting', { [MEMO_STARTED_AT]: '2026-01-02T03:04:05.000Z' });
    await delay(1_500);
    second = await listed('phpid', 'waiting');
    await delay(1_500);
    for (let batch = 0; batch < 10; batch += 1) {
      await Promise.all(Array.from({ length: 30 }, () => listed('phpid', 'waiting')));
    }
    await listed('gsid', 'building');
    await until(
      async () => (await client.workflow.count(`IdmpAccount = '${account}'`)).count === 303,
      'lists that know all',
    );
    calls = 0;
  });

  it('is found among hundreds, by a handful of calls; its memo knows when it really began', async () => {
    expect(await oldest.since(client, Date.now())).toBe(Date.parse('2026-01-02T03:04:05.000Z'));
    callsAtFirst = calls;
    expect(callsAtFirst).toBeLessThan(40);
  });

  it('is still known the next time, by one call', async () => {
    calls = 0;
    expect(await oldest.since(client, Date.now())).toBe(Date.parse('2026-01-02T03:04:05.000Z'));
    expect(calls).toBe(1);
  });

  it('is another one when it has ended', async () => {
    await first.terminate();
    const next = await startOf(second);
    await until(async () => (await oldest.since(client, Date.now())) === next, 'the next one');
    await second.terminate();
    const began = await startOf(handles[2]!);
    await until(async () => ((await oldest.since(client, Date.now())) ?? 0) > next, 'the one after');
    // Hundreds of requests that began within the same second have the same age.
    expect(Math.abs((await oldest.since(client, Date.now()))! - began)).toBeLessThanOrEqual(2_000);
  });

  it('is empty where no request waits', async () => {
    expect(await new OldestRequest(`${account}-other`).since(client, Date.now())).toBeNull();
  });
});

describe('the open requests of an account', () => {
  it('are counted by kind and stage, and ended ones are not', async () => {
    await until(async () => {
      const counted = await countOpen(client, account);
      const some = counted.filter(({ count }) => count > 0);
      return (
        JSON.stringify(some) ===
        JSON.stringify([
          { kind: 'phpid', stage: 'waiting', count: 300 },
          { kind: 'gsid', stage: 'building', count: 1 },
        ])
      );
    }, 'the counts');
    calls = 0;
    await countOpen(client, account);
    expect(calls).toBe(10);
  });
});

describe('the process that counts for all', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem();
  });
  afterAll(() => system?.stop());

  it('is the poller whose identity comes first, and a worker that is not listed', async () => {
    const { taskQueue } = system.config;
    const pollers = async (): Promise<string[]> => {
      const { pollers } = await client.workflowService.describeTaskQueue({
        namespace: 'default',
        taskQueue: { name: taskQueue },
        taskQueueType: 1,
      });
      return (pollers ?? []).map(({ identity }) => identity ?? '');
    };
    await until(async () => (await pollers()).length > 0, 'a poller');
    const [identity = ''] = await pollers();
    const counts = (name: string, now = Date.now()): Promise<boolean> =>
      isCountingProcess(client, taskQueue, name, now);
    expect(await counts(identity)).toBe(true);
    expect(await counts('not-listed')).toBe(true);

    const ending = new AbortController();
    const { connection, workflowService } = client;
    const polled = connection.withAbortSignal(ending.signal, () =>
      connection.withDeadline(Date.now() + 60_000, () =>
        workflowService.pollWorkflowTaskQueue({
          namespace: 'default',
          taskQueue: { name: taskQueue },
          identity: '!first',
        }),
      ),
    );
    const ended = polled.catch(() => undefined);
    await until(async () => (await pollers()).includes('!first'), 'another poller');
    expect(await counts('!first')).toBe(true);
    expect(await counts(identity)).toBe(false);
    ending.abort();
    await ended;
    // It has not polled for a long time, so it may be dead.
    expect(await counts(identity, Date.now() + 180_000)).toBe(true);
  });
});
