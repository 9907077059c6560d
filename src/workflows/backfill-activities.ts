import { proxyActivities } from '@temporalio/workflow';
import type { BackfillActivities } from '../contract/index.js';

const retry = { maximumInterval: '1 minute' } as const;

/** Checking a page is work for the processor, and starting or cancelling takes its time: both heartbeat. */
export const { checkRequests, startRequests, cancelRequests } = proxyActivities<BackfillActivities>({
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '30 seconds',
  retry,
});

export const { countRequests } = proxyActivities<BackfillActivities>({
  startToCloseTimeout: '1 minute',
  retry,
});
