import { setTimeout as delay } from 'node:timers/promises';
import type { OnProgress } from '../temporal/executable.js';
import { Cluster } from './cluster.js';
import { sayEnded, sayRunning, takeFolder } from './running.js';

const LOOK_EVERY_MS = 1_000;

/** What `scripts/cluster up` leaves behind: starts the cluster, and starts again what ends, until the signal. */
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

/** The database first: the server does not start without it. What fails is tried again at the next look. */
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
