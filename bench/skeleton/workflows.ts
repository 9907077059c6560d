import { proxyActivities, sleep } from '@temporalio/workflow';
import type { FhirActivities, SweepTasksInput, SweptTasks } from '../../src/contract/index.js';
import type { SkeletonActivities, SkeletonCalls } from './activities.js';

/** Input of the workflow `skeleton`. */
export interface SkeletonInput {
  callTaskQueue: string;
  polls: number;
  /** Before each poll. */
  waitMs: number;
}

/**
 * A request's activities and timers, on the same two task queues, and nothing else: built, validated, submitted, polled
 * so many times, fetched.
 */
export async function skeleton({ callTaskQueue, polls, waitMs }: SkeletonInput): Promise<null> {
  const { plan } = proxyActivities<SkeletonActivities>({ startToCloseTimeout: '10 seconds' });
  const { call } = proxyActivities<SkeletonCalls>({
    taskQueue: callTaskQueue,
    startToCloseTimeout: '15 seconds',
  });
  await plan();
  await call();
  await call();
  for (let poll = 0; poll < polls; poll += 1) {
    await sleep(waitMs);
    await call();
  }
  return await call();
}

/** The real activity of a sweep, with the moment since which it looks: a sweep would take that of the one before. */
export async function sweepSince(taskQueue: string, input: SweepTasksInput): Promise<SweptTasks> {
  const { sweepTasks } = proxyActivities<FhirActivities>({
    taskQueue,
    startToCloseTimeout: '5 minutes',
    heartbeatTimeout: '15 seconds',
  });
  return await sweepTasks(input);
}

import { upsertSearchAttributes, upsertMemo, condition, defineSignal, setHandler, setCurrentDetails, CancellationScope } from '@temporalio/workflow';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
export async function variant({ callTaskQueue, polls, waitMs, upserts, memo, bytes, scopes, details, resultBytes, first }: SkeletonInput & { resultBytes: number; first: number; upserts: number; memo: boolean; bytes: number; scopes: boolean; details: boolean }): Promise<unknown> {
  const { plan } = proxyActivities<{ plan(bytes?: number): Promise<unknown> }>({ startToCloseTimeout: '10 seconds' });
  const { call } = proxyActivities<{ call(task?: unknown, bytes?: number): Promise<unknown> }>({ taskQueue: callTaskQueue, startToCloseTimeout: '15 seconds' });
  let left = upserts;
  const stage = (name: string): void => {
    if (details) for (let i = 0; i < 3; i++) setCurrentDetails(`### ${name}\n\n| | |\n| --- | --- |\n| Account | a |\n| Task | b |\n| Status at the service | c |\n| Polls | 3 |\n| Next poll | never |${name}${i}`.repeat(1));
    if (left-- > 0) upsertSearchAttributes([{ key: defineSearchAttributeKey('IdmpStage', SearchAttributeType.KEYWORD), value: name }]);
  };
  const scoped = async <T>(work: () => Promise<T>): Promise<T> => {
    if (!scopes) return await work();
    let open = false;
    const scope = new CancellationScope();
    return await scope.run(async () => {
      condition(() => open).then(() => scope.cancel(), () => undefined);
      try { return await work(); } finally { open = false; scope.cancel(); }
    });
  };
  let told = false;
  if (scopes) setHandler(defineSignal('told'), () => { told = true; });
  const task = first < 2 ? null : await scoped(async () => { const t = await plan(bytes); stage('validating'); if (first > 2) await call(t); return t; });
  stage('submitting');
  await scoped(() => call(task));
  stage('waiting');
  for (let poll = 0; poll < polls; poll += 1) {
    if (scopes) await condition(() => told, waitMs); else await sleep(waitMs);
    await call();
  }
  stage('fetching');
  const result = await call(null, resultBytes);
  stage('completed');
  if (memo) upsertMemo({ outcome: { taskId: 'x'.repeat(36), phpids: [1, 2, 3, 4].map((level) => ({ value: 'x'.repeat(20), level })), submittedAt: 'x'.repeat(24), polls } });
  return result;
}
