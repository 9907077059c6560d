import { proxyActivities } from '@temporalio/workflow';
import type { BackfillActivities } from '../contract/index.js';

const retry = { maximumInterval: '1 minute' } as const;

/** Activities that take long: checking uses the processor, starting and cancelling keep to a rate. They send heartbeats. */
export const { checkRequests, startRequests, cancelRequests } = proxyActivities<BackfillActivities>({
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '30 seconds',
  retry,
});

export const { countRequests } = proxyActivities<BackfillActivities>({
  startToCloseTimeout: '1 minute',
  retry,
});
