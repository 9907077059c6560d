import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { PollingSchedule } from '../../src/contract/index.js';
import { until } from '../../test/support/until.js';
import type { Bench } from '../benchmark.js';
import { startMeasured, type MeasuredProcess } from './measured-process.js';

/** Task queues of a worker: one for workflows, one for calls to the service. */
export interface Queues {
  taskQueue: string;
  callTaskQueue: string;
}

/** Worker in its own process. */
export interface WorkerProcess extends MeasuredProcess {
  queues: Queues;
}

/** Makes an account at a sandbox. Each name has its own key and Tasks, which a later worker has, too. */
export interface BenchAccount {
  /** Address of a sandbox. */
  url: string;
  polling?: Partial<PollingSchedule>;
}

/** Edition of all measurements. */
export const EDITION = '2026-05';

/** Key of an account. The key owns the account's Tasks. */
export function keyOf(account: string): string {
  return `key-of-${account}`;
}

/** Makes names of task queues that no other worker uses. */
function newQueues(name: string): Queues {
  const suffix = `${name}-${randomUUID().slice(0, 8)}`;
  return { taskQueue: `idmp-${suffix}`, callTaskQueue: `idmp-fhir-${suffix}` };
}

/** Starts the real worker (src/worker.ts) without an effective rate limit, and waits until it polls. */
export async function startWorker(
  bench: Bench,
  accounts: Record<string, BenchAccount>,
  queues = newQueues('real'),
): Promise<WorkerProcess> {
  const file = join(bench.folder, `${queues.taskQueue}.accounts.json`);
  const entries = Object.entries(accounts).map(([name, { url, polling }]) => [
    name,
    { baseUrl: `${url}/${EDITION}`, edition: EDITION, subscriptionKey: keyOf(name), polling },
  ]);
  writeFileSync(file, JSON.stringify(Object.fromEntries(entries)), { mode: 0o600 });
  return await start(bench, 'src/worker.js', queues, { IDMP_ACCOUNTS_FILE: file });
}

/** Starts the skeleton's worker, and waits until it polls. */
export async function startSkeletonWorker(bench: Bench): Promise<WorkerProcess> {
  return await start(bench, 'bench/skeleton/worker.js', newQueues('skeleton'), {});
}

async function start(
  bench: Bench,
  file: string,
  queues: Queues,
  env: Record<string, string>,
): Promise<WorkerProcess> {
  const log = join(bench.folder, `${queues.taskQueue}-${Date.now()}.log`);
  const common = {
    TEMPORAL_ADDRESS: bench.temporal.address,
    IDMP_TASK_QUEUE: queues.taskQueue,
    IDMP_FHIR_TASK_QUEUE: queues.callTaskQueue,
    IDMP_MAX_FHIR_CALLS_PER_SECOND: '100000',
  };
  const worker = startMeasured(file, [], { ...common, ...env }, log);
  await until(async () => worker.hasEnded() || (await isAsking(bench, queues)), `${file} (${log})`);
  if (worker.hasEnded()) throw new Error(`${file} has ended; see ${log}`);
  return { ...worker, queues };
}

/** `temporal.api.enums.v1.TaskQueueType` */
const [WORKFLOW, ACTIVITY] = [1, 2];

async function isAsking({ client, temporal }: Bench, queues: Queues): Promise<boolean> {
  const { namespace } = temporal;
  const asked = [
    { name: queues.taskQueue, taskQueueType: WORKFLOW },
    { name: queues.callTaskQueue, taskQueueType: ACTIVITY },
  ].map(async ({ name, taskQueueType }) => {
    const { pollers } = await client.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name },
      taskQueueType,
    });
    return (pollers ?? []).length > 0;
  });
  return (await Promise.all(asked)).every(Boolean);
}
