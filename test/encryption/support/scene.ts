import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { searchAttributes } from '../../../dev/search-attributes.js';
import { startDevServer, type DevServer } from '../../../dev/temporal/index.js';
import { startSandbox, type Sandbox } from '../../../sandbox/index.js';
import { EDITION_NAMES, type RequestStatus } from '../../../src/contract/index.js';
import { dataConverterOf } from '../../../src/temporal/data-converter.js';
import { fixedPorts } from '../../../dev/temporal/ports.js';
import { startOtlpReceiver } from '../../observability/support/otlp-receiver.js';
import { run, type TestProcess } from '../../support/processes.js';
import { QUICK } from '../../support/system.js';
import { until } from '../../support/until.js';
import { keysOf } from './keys.js';

export const SUBSCRIPTION_KEY = 'subscription-key-7d0c2f3e';

/** A Temporal server whose database is a file, a sandbox, and processes of the product beside them. */
export interface Scene {
  temporal: DevServer;
  sandbox: Sandbox;
  folder: string;
  /** Connects a client of this process with keys as in `IDMP_ENCRYPTION_KEYS`; without keys, as another program. */
  client(keys?: string): Promise<Client>;
  worker(keys?: string): Promise<TestProcess>;
  idmp(args: string[], keys?: string): Promise<{ code: number | null; stdout: string; stderr: string }>;
  /** Returns the path of a new file. */
  file(name: string, content: unknown): string;
  /** Reads the worker's metrics as Prometheus does. */
  metrics(): Promise<string>;
  /** Returns the traces of worker and command line as the collector received them. */
  traces(): string;
  /** Reads everything that the server has written to the disk; ends the server. */
  database(): Promise<Buffer>;
  stop(): Promise<void>;
}

export async function startScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'idmp-encryption-'));
  const sandbox = await startSandbox({ pace: [{ status: 'completed', afterReads: 2 }] });
  const temporal = await startDevServer({
    headless: true,
    dbFilename: join(folder, 'database', 'temporal.db'),
    searchAttributes,
  });
  const collector = await startOtlpReceiver();
  const [metricsPort] = (await fixedPorts(1)) as [number];
  const processes: TestProcess[] = [];
  const connections: Connection[] = [];
  const file = (name: string, content: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const accounts = EDITION_NAMES.map((edition) => [
    edition,
    { baseUrl: sandbox.baseUrl(edition), edition, polling: QUICK, subscriptionKeyEnv: 'TEST_KEY' },
  ]);
  const accountsFile = file('accounts.json', Object.fromEntries(accounts));
  const environment = (keys?: string): Record<string, string> => ({
    TEMPORAL_ADDRESS: temporal.address,
    IDMP_ACCOUNTS_FILE: accountsFile,
    TEST_KEY: SUBSCRIPTION_KEY,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    ...(keys === undefined ? {} : { IDMP_ENCRYPTION_KEYS: keys }),
  });
  const closeConnections = async (): Promise<void> => {
    for (const connection of connections.splice(0)) await connection.close();
  };
  return {
    temporal,
    sandbox,
    folder,
    file,
    client: async (keys) => {
      const connection = await Connection.connect({ address: temporal.address });
      connections.push(connection);
      return new Client({
        connection,
        ...(keys === undefined ? {} : { dataConverter: dataConverterOf(keysOf(keys)) }),
      });
    },
    worker: async (keys) => {
      const worker = run('src/worker.ts', [], {
        ...environment(keys),
        LOG_LEVEL: 'debug',
        IDMP_METRICS_ADDRESS: `127.0.0.1:${metricsPort}`,
      });
      processes.push(worker);
      await until(() => Promise.resolve(worker.stderr().includes('worker started')), 'the start of a worker');
      return worker;
    },
    idmp: async (args, keys) => {
      const command = run('src/starter.ts', args, environment(keys));
      const { code } = await command.ended;
      return { code, stdout: command.stdout(), stderr: command.stderr() };
    },
    metrics: async () => await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text(),
    traces: () => collector.raw(),
    database: async () => {
      await closeConnections();
      await temporal.stop();
      const files = readdirSync(join(folder, 'database'));
      return Buffer.concat(files.map((name) => readFileSync(join(folder, 'database', name))));
    },
    stop: async () => {
      for (const each of processes) await each.kill('SIGKILL');
      await closeConnections();
      await temporal.stop();
      await sandbox.close();
      collector.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until a request is in that stage. */
export async function untilStage(
  client: Client,
  workflowId: string,
  stage: RequestStatus['stage'],
): Promise<RequestStatus> {
  const handle = client.workflow.getHandle(workflowId);
  await until(
    async () => (await handle.query<RequestStatus>('status')).stage === stage,
    `stage ${stage} of ${workflowId}`,
  );
  return await handle.query<RequestStatus>('status');
}
