import type { Client } from '@temporalio/client';

/** A worker that polls shows so again after a minute at most. */
const STALE_MS = 120_000;

/** `temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW` */
const WORKFLOW_QUEUE = 1;

/**
 * Whether this process is the one that counts for all: of those that poll the queue, the one whose identity comes first. Where
 * Temporal does not list this process (its queues are cut into partitions), it counts, too: once too often is harmless.
 */
export async function isCountingProcess(
  client: Client,
  taskQueue: string,
  identity: string,
  now: number,
): Promise<boolean> {
  const { pollers } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: WORKFLOW_QUEUE,
  });
  const polling = (pollers ?? []).filter(
    ({ lastAccessTime }) => now - Number(lastAccessTime?.seconds ?? 0) * 1_000 < STALE_MS,
  );
  if (!polling.some((poller) => poller.identity === identity)) return true;
  return polling.every((poller) => identity <= (poller.identity ?? ''));
}
