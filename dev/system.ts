import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { startSandbox, type Pace, type Sandbox } from '../sandbox/index.js';
import { FhirClients } from '../src/activities/index.js';
import type { Account, Config } from '../src/config.js';
import { EDITION_NAMES, SEARCH_ATTRIBUTES } from '../src/contract/index.js';
import { Secret } from '../src/secret.js';
import { installLogging } from '../src/temporal/logging.js';
import { createWorkers, runWorkers } from '../src/temporal/workers.js';
import { startDevServer, type DevServer } from './temporal/index.js';

export interface EmbeddedSystemOptions {
  /** Folder for the data, which then survive a restart; default: nothing is kept. */
  dataFolder?: string;
  temporalPort?: number;
  uiPort?: number;
  sandboxPort?: number;
  pace?: Pace;
  logLevel?: string;
  onProgress?: (message: string) => void;
}

/** Temporal with its web UI, the sandbox and a worker in this process; an account for each edition, by its name. */
export interface EmbeddedSystem {
  temporal: DevServer;
  sandbox: Sandbox;
  config: Config;
  client: Client;
  /** Settles when the worker ends; rejects when it fails. */
  running: Promise<void>;
  stop(): Promise<void>;
}

/** A GUID, as the guide's demo asks for; the sandbox takes any. */
const SANDBOX_KEY = '7d0c2f3e-5a41-4b0e-9c6a-2f60b7a4d111';

/** Starts the whole system on embedded defaults. */
export async function startEmbeddedSystem(options: EmbeddedSystemOptions = {}): Promise<EmbeddedSystem> {
  const { dataFolder, onProgress } = options;
  if (dataFolder !== undefined) mkdirSync(dataFolder, { recursive: true });
  const sandbox = await startSandbox({
    port: options.sandboxPort,
    pace: options.pace,
    dataFile: dataFolder === undefined ? undefined : join(dataFolder, 'sandbox.ndjson'),
  });
  const temporal = await startDevServer({
    port: options.temporalPort,
    uiPort: options.uiPort,
    dbFilename: dataFolder === undefined ? undefined : join(dataFolder, 'temporal.db'),
    searchAttributes: Object.fromEntries(SEARCH_ATTRIBUTES.map((name) => [name, 'Keyword' as const])),
    onProgress,
  });
  const config = sandboxConfig(sandbox, options.logLevel ?? 'warn');
  installLogging(pino({ level: config.logLevel, base: undefined }, pino.destination(2)));

  const connection = await NativeConnection.connect({ address: temporal.address });
  const clients = new FhirClients(config.accounts);
  const workers = await createWorkers(connection, temporal.namespace, { config, clients });
  const ending = new AbortController();
  const running = runWorkers(workers, ending.signal);
  const client = new Client({
    connection: await Connection.connect({ address: temporal.address }),
    namespace: temporal.namespace,
  });

  return {
    temporal,
    sandbox,
    config,
    client,
    running,
    stop: async () => {
      ending.abort();
      await running.catch(() => undefined);
      clients.close();
      await client.connection.close();
      await connection.close();
      await temporal.stop();
      await sandbox.close();
    },
  };
}

function sandboxConfig(sandbox: Sandbox, logLevel: string): Config {
  const accounts = EDITION_NAMES.map((edition): [string, Account] => [
    edition,
    {
      name: edition,
      baseUrl: sandbox.baseUrl(edition),
      edition,
      subscriptionKey: new Secret(SANDBOX_KEY),
      apiVersion: null,
      polling: {},
      cancellation: null,
    },
  ]);
  return {
    accounts: new Map(accounts),
    trackingSystem: 'urn:idmp-worker:request',
    taskQueue: 'idmp',
    fhirTaskQueue: 'idmp-fhir',
    maxFhirCallsPerSecond: 20,
    workerRole: 'all',
    logLevel,
  };
}
