import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { startSandbox, type Pace, type Sandbox } from '../sandbox/index.js';
import { FhirClients } from '../src/activities/index.js';
import { readConfig, type Config } from '../src/configuration/config.js';
import { dataConverterOf } from '../src/temporal/data-converter.js';
import { createLogger, installLogging } from '../src/temporal/logging.js';
import { createWorkers, runWorkers } from '../src/temporal/workers.js';
import { writeAccountsFile } from './accounts-file.js';
import { searchAttributes } from './search-attributes.js';
import { startDevServer, type DevServer } from './temporal/index.js';

export interface EmbeddedSystemOptions {
  /** Folder for the accounts file and for data that survive. */
  folder: string;
  /** Whether the data of Temporal and of the sandbox survive a restart. */
  keep: boolean;
  temporalPort?: number;
  uiPort?: number;
  sandboxPort?: number;
  pace?: Pace;
  onProgress?: (message: string) => void;
}

/** Temporal with its web UI, the sandbox, and a worker in this process with an account for each edition. */
export interface EmbeddedSystem {
  temporal: DevServer;
  sandbox: Sandbox;
  config: Config;
  client: Client;
  accountsFile: string;
  /** Settles when the worker ends; rejects when it fails. */
  running: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the whole system on embedded defaults. If a part fails, it stops the parts before it. */
export async function startEmbeddedSystem(options: EmbeddedSystemOptions): Promise<EmbeddedSystem> {
  const { folder, keep, onProgress } = options;
  mkdirSync(folder, { recursive: true });
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const sandbox = await startSandbox({
      port: options.sandboxPort,
      pace: options.pace,
      dataFile: keep ? join(folder, 'sandbox.ndjson') : undefined,
    });
    stops.push(() => sandbox.close());
    const temporal = await startDevServer({
      port: options.temporalPort,
      uiPort: options.uiPort,
      dbFilename: keep ? join(folder, 'temporal.db') : undefined,
      searchAttributes,
      onProgress,
    });
    stops.push(() => temporal.stop());

    const accountsFile = join(folder, 'accounts.json');
    writeAccountsFile(accountsFile, sandbox);
    const config = readConfig({
      ...keysIn(process.env),
      IDMP_ACCOUNTS_FILE: accountsFile,
      LOG_LEVEL: 'warn',
    });
    const { running } = await startWorker(config, temporal, stops);
    const clientConnection = await Connection.connect({ address: temporal.address });
    stops.push(() => clientConnection.close());
    const client = new Client({
      connection: clientConnection,
      namespace: temporal.namespace,
      dataConverter: dataConverterOf(config.encryptionKeys),
    });
    return { temporal, sandbox, config, client, accountsFile, running, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The embedded system has defaults for everything else. */
function keysIn(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { IDMP_ENCRYPTION_KEYS, IDMP_ENCRYPTION_KEYS_FILE } = env;
  return { IDMP_ENCRYPTION_KEYS, IDMP_ENCRYPTION_KEYS_FILE };
}

async function startWorker(
  config: Config,
  temporal: DevServer,
  stops: (() => Promise<void>)[],
): Promise<{ running: Promise<void> }> {
  installLogging(createLogger(config.logLevel), { isEncrypted: config.encryptionKeys.length > 0 });
  const connection = await NativeConnection.connect({ address: temporal.address });
  stops.push(() => connection.close());
  const clients = new FhirClients(config.accounts, config.maxFhirCallsPerSecond);
  const workers = await createWorkers(connection, temporal.namespace, { config, clients });
  const ending = new AbortController();
  const running = runWorkers(workers, ending.signal);
  stops.push(async () => {
    ending.abort();
    await running.catch(() => undefined);
    clients.close();
  });
  return { running };
}
