import { proxyActivities, sleep } from '@temporalio/workflow';
import type { SkeletonActivities, SkeletonCalls } from './activities.js';

/** Input of the workflow `skeleton`. */
export interface SkeletonInput {
  callTaskQueue: string;
  polls: number;
  /** Before each poll. */
  waitMs: number;
}

/**
 * Runs only the activities and timers of a request, on the same two task queues: build, validate, submit, poll a fixed
 * number of times, fetch.
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
