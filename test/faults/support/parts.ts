import { got } from 'got';
import { searchAttributes } from '../../../dev/search-attributes.js';
import type { Cluster } from '../../../dev/cluster/index.js';
import { startDevServer, type DevServer } from '../../../dev/temporal/index.js';
import { onCluster } from '../../support/on-cluster.js';
import { run, type TestProcess } from '../../support/processes.js';
import { until } from '../../support/until.js';

/** Names of the parts. The calls to the service may have a worker process of their own; on a cluster, Temporal has its PostgreSQL. */
export type PartName = 'worker' | 'temporal' | 'sandbox' | 'fhirWorker' | 'postgres';

/** Parts that can be killed; each is a process of its own. */
export const PARTS: readonly PartName[] = [
  ...(['worker', 'temporal', 'sandbox'] as const),
  ...(onCluster() ? (['postgres'] as const) : []),
];

/** Time limit for the start of the Temporal server in milliseconds: its database may be away as long as in a random run. */
const CLUSTER_MS = 120_000;

/** A running part. */
export interface Part {
  /** Ends it with SIGKILL, and waits for its end. */
  kill(): Promise<void>;
  /** Freezes it, or lets it continue: SIGSTOP and SIGCONT. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Returns its last output if it ended by itself; null while it runs. */
  deathNote(): string | null;
}

/** Addresses of the parts, the same before and after a kill. */
export interface Places {
  folder: string;
  temporalPort: number;
  sandboxPort: number;
  /** Dynamic configuration of the Temporal server. */
  dynamicConfig: Record<string, string | number | boolean>;
  /** Whether the calls to the service have a worker process of their own. */
  isSplit: boolean;
  /** The cluster of `npm run test:cluster`, where Temporal runs on PostgreSQL. */
  cluster?: Cluster;
}

/** A worker, with the time at which it was ready. */
export interface WorkerPart extends Part {
  /** Milliseconds since 1970 at which it logged that it had started. */
  readonly startedAt: number;
}

export async function startWorker(
  { temporalPort, sandboxPort }: Places,
  role: 'all' | 'workflows' | 'fhir',
): Promise<WorkerPart> {
  const worker = run('src/worker.ts', [], {
    TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
    IDMP_FHIR_BASE_URL: `http://127.0.0.1:${sandboxPort}/2026-05`,
    IDMP_EDITION: '2026-05',
    IDMP_SUBSCRIPTION_KEY: 'test-key',
    IDMP_MAX_FHIR_CALLS_PER_SECOND: '200',
    IDMP_WORKER_ROLE: role,
  });
  const part = ofProcess('worker', worker);
  await ready(part, () => Promise.resolve(startOf(worker) !== null));
  return { ...part, startedAt: startOf(worker)! };
}

/** Returns the time of the log line `worker started`; null before it. */
function startOf(worker: TestProcess): number | null {
  const line = worker
    .stderr()
    .split('\n')
    .find((each) => each.includes('"worker started"'));
  return line === undefined ? null : (JSON.parse(line) as { time: number }).time;
}

export async function startSandboxProcess({ folder, sandboxPort }: Places): Promise<Part> {
  const args = ['--port', `${sandboxPort}`, '--data-file', `${folder}/sandbox.ndjson`];
  const part = ofProcess('sandbox', run('sandbox/main.ts', args, {}));
  await ready(part, async () => (await got(`http://127.0.0.1:${sandboxPort}/control/faults`)).ok);
  return part;
}

export async function startTemporal({ folder, temporalPort, dynamicConfig, cluster }: Places): Promise<Part> {
  if (cluster !== undefined) return await startClusterServer(cluster);
  const server: DevServer = await startDevServer({
    headless: true,
    port: temporalPort,
    dbFilename: `${folder}/temporal.db`,
    searchAttributes,
    dynamicConfig,
  });
  return {
    kill: () => server.kill(),
    signal: (signal) => void process.kill(server.pid, signal),
    deathNote: () => (isAlive(server.pid) ? null : 'the Temporal server ended by itself'),
  };
}

/** Starts the server again until it runs, as production does, because it ends while its database is away. */
async function startClusterServer(cluster: Cluster): Promise<Part> {
  await until(() => cluster.startServer().then(() => true), 'the start of the Temporal server', CLUSTER_MS);
  return {
    kill: () => cluster.killServer(),
    signal: (signal) => void process.kill(cluster.serverPid!, signal),
    deathNote: () => (cluster.serverPid === null ? 'the Temporal server ended by itself' : null),
  };
}

/** Starts the database. A kill closes all its connections; data that it reported as written are there after a restart. */
export async function startPostgres({ cluster }: Places): Promise<Part> {
  const { postgres } = cluster!;
  await postgres.start();
  return {
    kill: () => postgres.kill(),
    signal: (signal) => void process.kill(postgres.pid!, signal),
    deathNote: () => (postgres.isRunning ? null : 'PostgreSQL ended by itself'),
  };
}

function ofProcess(name: string, process: TestProcess): Part {
  const { child } = process;
  return {
    kill: () => process.kill('SIGKILL'),
    signal: (signal) => void child.kill(signal),
    deathNote: () =>
      child.exitCode === null && child.signalCode === null
        ? null
        : `the ${name} ended by itself (${child.exitCode ?? child.signalCode}): ${process.stdout()}${process.stderr().slice(-4000)}`,
  };
}

/** Waits for a part to be ready; kills it on failure, so that no process remains. */
async function ready(part: Part, isReady: () => Promise<boolean>): Promise<void> {
  try {
    await until(async () => part.deathNote() !== null || (await isReady()), 'the start of a part');
  } catch (error) {
    await part.kill();
    throw error;
  }
  const note = part.deathNote();
  if (note !== null) throw new Error(note);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
