import { startDevServer, type DevServer } from '../../dev/temporal/index.js';

/**
 * Starts the one Temporal dev server of all files of the system project, in memory, with the search attributes of the
 * contract. Tests find it at `process.env.TEST_TEMPORAL_ADDRESS`, and keep apart by task queues and workflow ids.
 */
export async function startSystemTestServer(): Promise<DevServer> {
  const server = await startDevServer({
    headless: true,
    searchAttributes: {
      IdmpKind: 'Keyword',
      IdmpStage: 'Keyword',
      IdmpAccount: 'Keyword',
      IdmpTaskId: 'Keyword',
      IdmpBackfill: 'Keyword',
      IdmpIdentifier: 'Keyword',
    },
  });
  process.env.TEST_TEMPORAL_ADDRESS = server.address;
  return server;
}
