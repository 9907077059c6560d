import { setTimeout as delay } from 'node:timers/promises';
import type { OnProgress } from '../temporal/executable.js';
import { Cluster } from './cluster.js';
import { sayEnded, sayRunning, takeFolder } from './running.js';

const LOOK_EVERY_MS = 1_000;

/** Starts the cluster, and restarts the parts that end, until the signal. `scripts/cluster up` leaves this running. */
export async function watchOver(
  options: { folder: string; port?: number; onProgress: OnProgress },
  signal: AbortSignal,
): Promise<void> {
  const { folder, onProgress } = options;
  const release = await takeFolder(folder);
  if (release === null) throw new Error(`another process uses ${folder}`);
  const cluster = await Cluster.start(options);
  onProgress(`Temporal on PostgreSQL: ${cluster.address}`);
  try {
    while (!signal.aborted) {
      await revive(cluster, onProgress);
      const { address, namespace, serverPid } = cluster;
      const postgresPid = cluster.postgres.pid;
      await sayRunning(folder, { pid: process.pid, address, namespace, serverPid, postgresPid });
      await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    onProgress('ending');
    await sayEnded(folder);
    await cluster.stop();
    await release();
  }
}

/** Restarts the parts that have ended: first the database, because the server needs it. The next check retries a failure. */
async function revive(cluster: Cluster, onProgress: OnProgress): Promise<void> {
  try {
    if (!cluster.postgres.isRunning) {
      onProgress('PostgreSQL has ended; it is started again');
      await cluster.postgres.start();
    }
    if (cluster.serverPid === null) {
      onProgress('the Temporal server has ended; it is started again');
      await cluster.startServer();
    }
  } catch (error) {
    onProgress(error instanceof Error ? error.message : String(error));
  }
}
