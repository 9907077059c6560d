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
 * Running calls may end for most of the time that a shutdown has: more than a call's own time limit, with the usual 25 seconds.
 * Then they are cancelled, and in the last seconds say so; what does not end even then is left, and tried again elsewhere.
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

/** As many polls at once as there is work for: Temporal says with each answer whether more of them would find some. */
const POLLERS = { type: 'autoscaling' } as const;

/** At most so many calls to the FHIR service at once from one worker. */
const CONCURRENT_FHIR_CALLS = 50;

/**
 * Calls of a process start one after the other, at the rate limit (src/fhir/pace.ts), so whoever is taken on waits for those
 * before: for two seconds of them, since an attempt has fifteen, and a call twelve. A few are taken on at any limit, lest one
 * long search hold up all polls; below two calls a second these wait longer.
 */
function limitConcurrentFhirCalls(maxPerSecond: number): number {
  return Math.min(CONCURRENT_FHIR_CALLS, Math.max(4, Math.ceil(maxPerSecond * 2)));
}

/**
 * The workers of one process, by role: workflows and what is planned beside them, and the calls to the FHIR service
 * on a task queue of their own, whose rate limit the server keeps over all workers.
 *
 * @param bundles workflow code that is bundled already
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
        // One takes some 0.3 MB; what falls out of the cache is replayed from its history.
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
        // The SDK would hold heartbeats back for 12 of the 15 seconds in which the server waits for one.
        maxHeartbeatThrottleInterval: HEARTBEAT_MS,
      }),
    );
  }
  return await Promise.all(workers);
}

/**
 * Both task queues belong to one deployment, so the calls of a request go to workers of the request's own version. A
 * request stays with the version that its run started on: it may wait for months, and a run is replayed by the code that
 * began it. It moves when it continues as a new run (docs/upgrading.md).
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

/** Runs workers until `signal`; then lets running calls end. Where one worker fails, the others are ended, too. */
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
