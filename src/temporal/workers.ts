import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import {
  createFhirActivities,
  createPlanningActivities,
  HEARTBEAT_MS,
  type ActivityDependencies,
} from '../activities/index.js';
import { currentTracing } from '../observability/tracing.js';
import { dataConverterOf } from './data-converter.js';
import { BUILT_BUNDLES, workflowCode, type BuiltBundle } from './workflow-bundle.js';

/**
 * Splits the time of a shutdown. Running calls may end in most of it: with the default of 25 seconds, this exceeds a call's own
 * time limit. Then they are cancelled, and report it in the last seconds. Another worker retries the remaining calls.
 */
function splitShutdownTime(
  shutdownSeconds: number,
): Pick<WorkerOptions, 'shutdownGraceTime' | 'shutdownForceTime'> {
  const lastSeconds = Math.min(5, shutdownSeconds / 2);
  return {
    shutdownGraceTime: (shutdownSeconds - lastSeconds) * 1_000,
    shutdownForceTime: shutdownSeconds * 1_000,
  };
}

/** The number of concurrent polls follows the work: Temporal's answers say whether more polls would find tasks. */
const POLLERS = { type: 'autoscaling' } as const;

/** Limit of concurrent calls to the FHIR service from one worker. */
const CONCURRENT_FHIR_CALLS = 50;

/**
 * Limits the concurrent calls of a process. Calls start one after another at the rate limit (src/fhir/pace.ts), so an accepted
 * call waits for earlier ones. The wait is two seconds, because an attempt has fifteen seconds and a call twelve. At least four
 * calls are accepted, so that one long search does not block all polls; below two calls per second these wait longer.
 */
function limitConcurrentFhirCalls(maxPerSecond: number): number {
  return Math.min(CONCURRENT_FHIR_CALLS, Math.max(4, Math.ceil(maxPerSecond * 2)));
}

/**
 * Creates the workers of one process, by role. One has the workflows and the planning activities. The other has the calls to
 * the FHIR service on a task queue of their own, because the server applies the rate limit of a task queue to all workers.
 *
 * @param bundles built bundles of workflow code
 */
export async function createWorkers(
  connection: NativeConnection,
  namespace: string,
  dependencies: ActivityDependencies,
  bundles: readonly BuiltBundle[] = BUILT_BUNDLES,
): Promise<Worker[]> {
  const { config } = dependencies;
  const dataConverter = dataConverterOf(config.encryptionKeys);
  const tracing = currentTracing();
  const interceptors = tracing?.workerInterceptors() ?? {};
  const common: Partial<WorkerOptions> = {
    connection,
    namespace,
    ...splitShutdownTime(config.shutdownSeconds),
    activityTaskPollerBehavior: POLLERS,
    dataConverter,
    interceptors,
    ...(tracing === null ? {} : { sinks: tracing.workflowSinks() }),
    ...versioningOptions(config),
  };
  const workers: Promise<Worker>[] = [];
  if (config.workerRole !== 'fhir') {
    const code: Partial<WorkerOptions> = workflowCode(dataConverter, tracing !== null, bundles);
    workers.push(
      Worker.create({
        ...common,
        taskQueue: config.taskQueue,
        ...code,
        interceptors: { ...interceptors, ...code.interceptors },
        workflowTaskPollerBehavior: POLLERS,
        // A cached workflow takes about 0.3 MB. Temporal replays an evicted workflow from its history.
        maxCachedWorkflows: config.maxCachedWorkflows,
        activities: createPlanningActivities(dependencies),
      }),
    );
  }
  if (config.workerRole !== 'workflows') {
    workers.push(
      Worker.create({
        ...common,
        taskQueue: config.fhirTaskQueue,
        activities: createFhirActivities(dependencies),
        maxTaskQueueActivitiesPerSecond: config.maxFhirCallsPerSecond,
        maxConcurrentActivityTaskExecutions: limitConcurrentFhirCalls(config.maxFhirCallsPerSecond),
        // Otherwise the SDK would delay heartbeats for 12 of the 15 seconds in which the server expects one.
        maxHeartbeatThrottleInterval: HEARTBEAT_MS,
      }),
    );
  }
  return await Promise.all(workers);
}

/**
 * Builds the options of Worker Versioning. Both task queues belong to one deployment, so workers of the request's own version
 * make its calls. A run remains on the version that started it, because a request may wait for months, and the same code must
 * replay a run. A request moves to another version when it continues as new (docs/upgrading.md).
 */
function versioningOptions({ deployment }: ActivityDependencies['config']): Partial<WorkerOptions> {
  if (deployment === undefined) return {};
  return {
    workerDeploymentOptions: {
      useWorkerVersioning: true,
      version: deployment,
      defaultVersioningBehavior: 'PINNED',
    },
  };
}

/** Runs workers until `signal`, and then waits for running calls. If one worker fails, the others shut down, too. */
export async function runWorkers(workers: Worker[], signal: AbortSignal): Promise<void> {
  const shutdown = (): void =>
    workers.filter((worker) => worker.getState() === 'RUNNING').forEach((worker) => worker.shutdown());
  signal.addEventListener('abort', shutdown, { once: true });
  const runs = workers.map((worker) => worker.run());
  if (signal.aborted) shutdown();
  try {
    await Promise.all(runs);
  } catch (error) {
    shutdown();
    await Promise.allSettled(runs);
    throw error;
  } finally {
    signal.removeEventListener('abort', shutdown);
  }
}
