import type { Client } from '@temporalio/client';

/** Age of a worker's last poll, in milliseconds, after which it counts as gone. A worker polls at least once a minute. */
const STALE_MS = 120_000;

/** `temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW` */
const WORKFLOW_QUEUE = 1;

/**
 * Tells whether this process counts for all: of the processes that poll the queue, the one with the first identity. If Temporal
 * does not list this process, because its queues have partitions, it counts, too: a second count is harmless.
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
