import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { startSandbox, type Pace, type Sandbox } from '../../sandbox/index.js';
import { FhirClients } from '../../src/activities/index.js';
import type { Account, Config } from '../../src/configuration/config.js';
import {
  EDITION_NAMES,
  type Kind,
  type PollingSchedule,
  type RequestInput,
} from '../../src/contract/index.js';
import type { EncryptionKeys } from '../../src/encryption/index.js';
import { Secret } from '../../src/configuration/secret.js';
import { createLogger, installLogging } from '../../src/temporal/logging.js';
import { createWorkers, runWorkers } from '../../src/temporal/workers.js';
import { builtBundles } from './built-product.js';

/** Schedule for tests: the first poll soon, then at most one per second. */
export const QUICK: PollingSchedule = {
  initialSeconds: 0.2,
  factor: 2,
  maximumSeconds: 1,
  deadlineSeconds: 120,
};

export interface TestSystem {
  /** `host:port` of its Temporal server. */
  address: string;
  client: Client;
  sandbox: Sandbox;
  config: Config;
  /** Starts a request at once; the account has the edition's name. */
  start(kind: Kind, input: RequestInput, workflowId?: string): Promise<WorkflowHandle>;
  stop(): Promise<void>;
}

export interface TestSystemOptions {
  /** Default: the Temporal server that all files share. */
  address?: string;
  pace?: Pace;
  /** Offset of the sandbox's clock. */
  clockOffsetSeconds?: number;
  polling?: Partial<PollingSchedule>;
  accounts?: (sandbox: Sandbox) => Account[];
  /** Keys of payloads. Default: no encryption. */
  encryptionKeys?: EncryptionKeys;
}

/** Sandbox and worker in this process, on their own task queues, with the real Temporal server. */
export async function startTestSystem(options: TestSystemOptions = {}): Promise<TestSystem> {
  const address = options.address ?? sharedServer();
  const { pace, clockOffsetSeconds } = options;
  const sandbox = await startSandbox({ pace, clockOffsetSeconds });
  const config = testConfig(sandbox, options);
  installLogging(createLogger(config.logLevel));
  const nativeConnection = await NativeConnection.connect({ address });
  const clients = new FhirClients(config.accounts, config.maxFhirCallsPerSecond);
  const ending = new AbortController();
  const running = runWorkers(
    await createWorkers(nativeConnection, 'default', { config, clients }, builtBundles()),
    ending.signal,
  );
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  return {
    address,
    client,
    sandbox,
    config,
    start: (kind, input, workflowId = randomUUID()) =>
      client.workflow.start(kind === 'phpid' ? 'requestPhpid' : 'requestGsid', {
        taskQueue: config.taskQueue,
        workflowId,
        args: [input],
      }),
    stop: async () => {
      ending.abort();
      await running;
      clients.close();
      await connection.close();
      await nativeConnection.close();
      await sandbox.close();
    },
  };
}

/** `host:port` of the dev server that the system project shares. */
export function sharedServer(): string {
  const address = process.env.TEST_TEMPORAL_ADDRESS;
  if (address === undefined)
    throw new Error('this test belongs to the system project: name it *.system.test.ts');
  return address;
}

function testConfig(
  sandbox: Sandbox,
  { polling = QUICK, accounts, encryptionKeys = [] }: TestSystemOptions,
): Config {
  const own = accounts?.(sandbox) ?? EDITION_NAMES.map((edition) => account(edition, sandbox, { polling }));
  const suffix = randomUUID().slice(0, 8);
  return {
    accounts: new Map(own.map((each) => [each.name, each])),
    trackingSystem: 'urn:idmp-worker:request',
    taskQueue: `idmp-${suffix}`,
    fhirTaskQueue: `idmp-fhir-${suffix}`,
    maxFhirCallsPerSecond: 1_000,
    maxCachedWorkflows: 1_000,
    shutdownSeconds: 25,
    workerRole: 'all',
    logLevel: process.env.LOG_LEVEL ?? 'silent',
    encryptionKeys,
  };
}

/** Makes an account at the sandbox. Its name is the edition's. */
export function account(
  edition: (typeof EDITION_NAMES)[number],
  sandbox: Sandbox,
  changes: Partial<Account> = {},
): Account {
  return {
    name: edition,
    baseUrl: sandbox.baseUrl(edition),
    edition,
    subscriptionKey: new Secret('test-key'),
    apiVersion: null,
    polling: QUICK,
    cancellation: null,
    ...changes,
  };
}
