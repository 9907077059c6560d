import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { SEARCH_ATTRIBUTE_KEYS } from '../../src/contract/search-attribute-keys.js';
import { BACKFILL_WORKFLOW, SWEEP_WORKFLOW, WORKFLOWS, type ProductInput } from '../../src/contract/index.js';
import { createStartOptions } from '../../src/requests/start-options.js';
import type { WaitingState } from '../../src/workflows/request-state.js';
import type { Bench } from '../benchmark.js';
import type { SkeletonInput } from '../skeleton/workflows.js';
import type { WorkerProcess } from './workers.js';

/** Batch of workflows that started together. Their ids are `NAME/1`, `NAME/2`, … */
export interface Batch {
  name: string;
  count: number;
}

const STARTS_AT_ONCE = 20;

const EXAMPLE = JSON.parse(
  readFileSync(new URL('../../examples/product-tablet.json', import.meta.url), 'utf8'),
) as ProductInput;

/** Makes a new product: the tablet of the examples under another identifier. */
function aProduct(value: string): ProductInput {
  return { ...EXAMPLE, identifier: { ...EXAMPLE.identifier, value } };
}

/**
 * Starts requests as a backfill does (src/activities/start-requests.ts).
 *
 * @param carried state from an earlier run, for requests that begin as waiting ones
 */
export async function startRequests(
  { client }: Bench,
  { queues }: WorkerProcess,
  account: string,
  count: number,
  carried?: WaitingState,
): Promise<Batch> {
  const name = `${BACKFILL_WORKFLOW}-${randomUUID().slice(0, 8)}`;
  await each(count, async (number) => {
    const workflowId = `${name}/${number}`;
    const request = { product: aProduct(workflowId), account, backfillId: name };
    const { args, ...options } = createStartOptions({ kind: 'phpid', workflowId, request }, queues.taskQueue);
    await client.workflow.start(WORKFLOWS.phpid, {
      ...options,
      args: carried === undefined ? args : [...args, carried],
      priority: { priorityKey: 5 },
    });
  });
  return { name, count };
}

/** Starts skeletons: no search attributes, no memo, a tiny payload. */
export async function startSkeletons(
  { client }: Bench,
  { queues }: WorkerProcess,
  count: number,
  input: Omit<SkeletonInput, 'callTaskQueue'>,
): Promise<Batch> {
  const { taskQueue, callTaskQueue } = queues;
  const name = `skeleton-${randomUUID().slice(0, 8)}`;
  await each(count, async (number) => {
    const args = [{ ...input, callTaskQueue }] satisfies [SkeletonInput];
    await client.workflow.start('skeleton', { taskQueue, workflowId: `${name}/${number}`, args });
  });
  return { name, count };
}

/** Sweeps an account once. */
export async function sweep({ client }: Bench, { queues }: WorkerProcess, account: string): Promise<void> {
  const { taskQueue } = queues;
  const workflowId = `${SWEEP_WORKFLOW}/${account}/${randomUUID()}`;
  await client.workflow.execute(SWEEP_WORKFLOW, { taskQueue, workflowId, args: [{ account }] });
}

/** Waits until all of a batch have completed. @throws if one has failed */
export async function untilCompleted(bench: Bench, batch: Batch, everyMs = 500): Promise<void> {
  await untilCount(bench, batch, `ExecutionStatus = 'Completed'`, everyMs);
}

/** Waits until all requests of a batch have their Task at the service, and Temporal lists them so. */
export async function untilWaiting(bench: Bench, batch: Batch): Promise<void> {
  await untilCount(bench, batch, `IdmpStage = 'waiting'`, 500);
}

/** Reads when each request of a batch was closed, in milliseconds since 1970, by the id of its Task. */
export async function closeTimes({ client }: Bench, { name }: Batch): Promise<Map<string, number>> {
  const closed = new Map<string, number>();
  const query = `WorkflowId STARTS_WITH '${name}/'`;
  for await (const { closeTime, typedSearchAttributes } of client.workflow.list({ query })) {
    closed.set(
      typedSearchAttributes.get(SEARCH_ATTRIBUTE_KEYS.IdmpTaskId) ?? '',
      closeTime?.getTime() ?? NaN,
    );
  }
  return closed;
}

const GIVEN_UP_MS = 900_000;

async function untilCount(
  { client }: Bench,
  { name, count }: Batch,
  condition: string,
  everyMs: number,
): Promise<void> {
  const own = `WorkflowId STARTS_WITH '${name}/'`;
  const end = Date.now() + GIVEN_UP_MS;
  let rounds = 0;
  while (Date.now() < end) {
    const { count: reached } = await client.workflow.count(`${own} AND ${condition}`);
    if (reached === count) return;
    rounds += 1;
    if (rounds % 20 === 0) await failWhereOneFailed();
    await delay(everyMs);
  }
  throw new Error(`${name}: ${condition} of ${count} did not come true`);

  async function failWhereOneFailed(): Promise<void> {
    const failed = `${own} AND ExecutionStatus IN ('Failed', 'Terminated', 'TimedOut')`;
    for await (const { workflowId } of client.workflow.list({ query: failed })) {
      await client.workflow.getHandle(workflowId).result();
    }
  }
}

/** Runs `work` for 1, 2, …, count, a few at once. */
export async function each(count: number, work: (number: number) => Promise<unknown>): Promise<void> {
  let next = 1;
  const line = async (): Promise<void> => {
    for (let number = next++; number <= count; number = next++) await work(number);
  };
  await Promise.all(Array.from({ length: Math.min(STARTS_AT_ONCE, count) }, line));
}
