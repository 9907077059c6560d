import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchAttributes } from '../../dev/search-attributes.js';
import { Cluster } from '../../dev/cluster/index.js';
import { startDevServer } from '../../dev/temporal/index.js';
import { onCluster } from './on-cluster.js';

/** Temporal server that all files of a run share. */
export interface SharedServer {
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * Starts the one Temporal server of all files of the system project, with the search attributes of the contract: a dev
 * server in memory, or a cluster on PostgreSQL (`npm run test:cluster`). One that `TEST_TEMPORAL_ADDRESS` names beforehand
 * is taken as it is; `idmp setup` must have made its namespace ready. Tests find it at
 * `process.env.TEST_TEMPORAL_ADDRESS`, and keep apart by task queues and workflow ids.
 */
export async function startSystemTestServer(): Promise<SharedServer> {
  const named = process.env.TEST_TEMPORAL_ADDRESS ?? '';
  if (named !== '') return { address: named, stop: () => Promise.resolve() };
  const server = onCluster() ? await startCluster() : await startOnDevServer();
  process.env.TEST_TEMPORAL_ADDRESS = server.address;
  return server;
}

async function startOnDevServer(): Promise<SharedServer> {
  return await startDevServer({
    headless: true,
    searchAttributes,
  });
}

async function startCluster(): Promise<SharedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'idmp-cluster-'));
  const cluster = await Cluster.start({ folder });
  return {
    address: cluster.address,
    stop: async () => {
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
