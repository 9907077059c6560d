import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from '@temporalio/worker';
import { HEARTBEAT_MS } from '../../src/activities/index.js';
import { readTemporalAddress } from '../../src/temporal/connection.js';
import { connectWorker } from '../../src/temporal/worker-connection.js';
import { dataConverterOf } from '../../src/temporal/data-converter.js';
import { createLogger, installLogging } from '../../src/temporal/logging.js';
import { runWorkers } from '../../src/temporal/workers.js';
import { calls, planning } from './activities.js';

/**
 * A worker process for the skeleton, with the options of the real one (src/temporal/workers.ts), on the task queues that
 * `IDMP_TASK_QUEUE` and `IDMP_FHIR_TASK_QUEUE` name.
 */
async function main(): Promise<void> {
  const { IDMP_TASK_QUEUE: taskQueue = '', IDMP_FHIR_TASK_QUEUE: callTaskQueue = '' } = process.env;
  const address = readTemporalAddress(process.env);
  const logger = createLogger('info');
  installLogging(logger);
  const ending = new AbortController();
  process.once('SIGTERM', () => ending.abort());
  const connection = await connectWorker(address, logger, ending.signal);
  if (connection === null) return;
  const common: Partial<WorkerOptions> = {
    connection,
    namespace: address.namespace,
    shutdownGraceTime: '20 seconds',
    dataConverter: dataConverterOf([]),
  };
  const workers = await Promise.all([
    Worker.create({
      ...common,
      taskQueue,
      workflowsPath: fileURLToPath(new URL('workflows.js', import.meta.url)),
      maxCachedWorkflows: 1_000,
      activities: { ...planning },
    }),
    Worker.create({
      ...common,
      taskQueue: callTaskQueue,
      activities: { ...calls },
      maxTaskQueueActivitiesPerSecond: Number(process.env.IDMP_MAX_FHIR_CALLS_PER_SECOND),
      maxConcurrentActivityTaskExecutions: 50,
      maxHeartbeatThrottleInterval: HEARTBEAT_MS,
    }),
  ]);
  await runWorkers(workers, ending.signal);
  await connection.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
