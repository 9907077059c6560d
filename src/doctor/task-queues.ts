import type { Client } from '@temporalio/client';
import type { Config } from '../configuration/config.js';
import { error, ok, warning, type Finding } from './finding.js';

/** `temporal.api.enums.v1.TaskQueueType` */
const [WORKFLOW, ACTIVITY] = [1, 2];

/** Age of a worker's last poll, in milliseconds, after which the worker counts as gone. A poll lasts a minute. */
const POLLED_MS = 90_000;

/** Limit of a task's wait for a worker, in seconds. A longer wait means too few workers. */
const BACKLOG_SECONDS = 60;

/** Examines whether workers poll for the workflows, for the planning activities, and for the calls to the service. */
export async function examineTaskQueues(client: Client, config: Config): Promise<Finding[]> {
  return await Promise.all([
    examine(client, config.taskQueue, WORKFLOW, 'workflows', 'all or workflows'),
    examine(client, config.taskQueue, ACTIVITY, 'activities', 'all or workflows'),
    examine(client, config.fhirTaskQueue, ACTIVITY, 'calls to the service', 'all or fhir'),
  ]);
}

async function examine(
  { workflowService, options: { namespace } }: Client,
  name: string,
  taskQueueType: number,
  what: string,
  roles: string,
): Promise<Finding> {
  const subject = `task queue ${name}`;
  const { pollers, stats, versioningInfo } = await workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name },
    taskQueueType,
    reportStats: true,
  });
  const present = (pollers ?? []).filter(
    ({ lastAccessTime }) => Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1000 < POLLED_MS,
  );
  const waiting = `${Number(stats?.approximateBacklogCount ?? 0)} wait`;
  if (present.length === 0) {
    const remedy = `start a worker (npm run worker, or node dist/worker.js) with IDMP_WORKER_ROLE ${roles}, and this namespace and task queue`;
    return error(subject, `no worker polls for ${what}; ${waiting}`, remedy);
  }
  const isVersioned = present.some(({ deploymentOptions }) => Boolean(deploymentOptions?.deploymentName));
  if (isVersioned && !versioningInfo?.currentDeploymentVersion?.buildId) {
    const { deploymentName, buildId } = present.find(
      (poller) => poller.deploymentOptions?.deploymentName,
    )!.deploymentOptions!;
    const remedy = `temporal worker deployment set-current-version --deployment-name ${deploymentName} --build-id ${buildId}`;
    return error(
      subject,
      `workers poll for ${what}, but their versions are not the current one; ${waiting}`,
      remedy,
    );
  }
  const text = `${present.length} worker${present.length === 1 ? '' : 's'} poll${present.length === 1 ? 's' : ''} for ${what}; ${waiting}`;
  const age = Number(stats?.approximateBacklogAge?.seconds ?? 0);
  if (age < BACKLOG_SECONDS) return ok(subject, text);
  return warning(
    subject,
    `${text}, the oldest for ${age} s`,
    'start more workers, or find out why they are slow',
  );
}
