import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { got } from 'got';
import { startSandbox, type Sandbox } from '../../../sandbox/index.js';
import { WORKFLOWS, type Kind, type RequestInput } from '../../../src/contract/index.js';
import { fixedPorts } from '../../../dev/temporal/ports.js';
import { run, type TestProcess } from '../../support/processes.js';
import { sharedServer } from '../../support/system.js';
import { until } from '../../support/until.js';
import { has, samplesIn, type Sample } from './exposition.js';

export const KEY = 'a-key-that-nobody-may-see';

/** An answer of `/ready` or `/live`. */
export interface HealthAnswer {
  status: number;
  body: { status: string; problems?: string[] };
}

/** A worker process with its endpoints, beside a sandbox whose Tasks move on request alone. */
export class ObservedWorker {
  private constructor(
    readonly process: TestProcess,
    readonly sandbox: Sandbox,
    readonly client: Client,
    readonly taskQueue: string,
    readonly account: string,
    readonly ports: { metrics: number; health: number },
  ) {}

  static async start(
    env: Record<string, string> = {},
    { address = sharedServer(), isAwaited = true } = {},
  ): Promise<ObservedWorker> {
    const sandbox = await startSandbox({ pace: 'manual' });
    const [metrics, health] = (await fixedPorts(2)) as [number, number];
    const taskQueue = `idmp-${randomUUID()}`;
    // Counts are by account, because other tests have accounts on the same server.
    const account = 'default';
    const worker = run('src/worker.ts', [], {
      TEMPORAL_ADDRESS: address,
      IDMP_FHIR_BASE_URL: sandbox.baseUrl('2025-01'),
      IDMP_EDITION: '2025-01',
      IDMP_SUBSCRIPTION_KEY: KEY,
      IDMP_TASK_QUEUE: taskQueue,
      IDMP_FHIR_TASK_QUEUE: `${taskQueue}-fhir`,
      IDMP_METRICS_ADDRESS: `127.0.0.1:${metrics}`,
      IDMP_HEALTH_ADDRESS: `127.0.0.1:${health}`,
      ...env,
    });
    if (isAwaited) {
      await until(
        () => Promise.resolve(worker.stderr().includes('worker started')),
        'the start of a worker',
      ).catch((error: unknown) => {
        throw new Error(worker.stderr(), { cause: error });
      });
    }
    const client = new Client({ connection: Connection.lazy({ address }) });
    return new ObservedWorker(worker, sandbox, client, taskQueue, account, { metrics, health });
  }

  start(kind: Kind, input: RequestInput): Promise<WorkflowHandle> {
    return this.client.workflow.start(WORKFLOWS[kind], {
      taskQueue: this.taskQueue,
      workflowId: `${kind}/${this.account}/${randomUUID()}`,
      args: [input],
    });
  }

  async text(): Promise<string> {
    return await got(`http://127.0.0.1:${this.ports.metrics}/metrics`).text();
  }

  /** Lists the samples of a metric that have these labels. */
  async samples(name: string, labels: Record<string, string> = {}): Promise<Sample[]> {
    return samplesIn(await this.text()).filter((sample) => sample.name === name && has(labels)(sample));
  }

  /** Returns their sum. */
  async sum(name: string, labels: Record<string, string> = {}): Promise<number> {
    return (await this.samples(name, labels)).reduce((total, { value }) => total + value, 0);
  }

  async health(path: 'live' | 'ready'): Promise<HealthAnswer> {
    const response = await got(`http://127.0.0.1:${this.ports.health}/${path}`, {
      throwHttpErrors: false,
      retry: { limit: 0 },
    });
    return { status: response.statusCode, body: JSON.parse(response.body) as HealthAnswer['body'] };
  }

  async stop(): Promise<void> {
    await this.process.kill('SIGKILL');
    await this.client.connection.close();
    await this.sandbox.close();
  }
}
