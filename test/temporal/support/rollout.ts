import { randomUUID } from 'node:crypto';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { searchAttributes } from '../../../dev/search-attributes.js';
import { startDevServer, type DevServer } from '../../../dev/temporal/index.js';
import { startSandbox, type Sandbox } from '../../../sandbox/index.js';
import { run, type TestProcess } from '../../support/processes.js';
import { aProduct } from '../../support/products.js';
import { until } from '../../support/until.js';

const DEPLOYMENT = 'idmp-worker';
const NAMESPACE = 'default';

/** Number of events after which the server suggests a new run: about four polls. */
const SUGGESTED = 60;

/** Workers of a run, by its history. */
export interface RunWorkers {
  runId: string;
  /** Build ids of the workers that took its workflow tasks, and the calls to the service. */
  workflowTasks: string[];
  calls: string[];
}

/**
 * A dev server, a sandbox, and worker processes of several versions of the same code side by side, as in a rollout.
 * The histories show which worker did a step: each process has an identity of its own.
 */
export class Rollout {
  readonly #workers = new Map<string, TestProcess>();
  readonly #identities = new Map<string, string>();

  private constructor(
    readonly server: DevServer,
    readonly sandbox: Sandbox,
    readonly connection: Connection,
    readonly client: Client,
    /** Version of the server, such as `1.29.1`. */
    readonly serverVersion: string,
  ) {}

  static async start(): Promise<Rollout> {
    const sandbox = await startSandbox({ pace: 'manual' });
    const server = await startDevServer({
      headless: true,
      searchAttributes,
      dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': SUGGESTED },
    });
    const connection = await Connection.connect({ address: server.address });
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    return new Rollout(server, sandbox, connection, new Client({ connection }), serverVersion);
  }

  /** Starts a worker process of this version, and makes it current for new requests. */
  async rollOut(buildId: string): Promise<void> {
    const worker = run('src/worker.ts', [], {
      TEMPORAL_ADDRESS: this.server.address,
      TEMPORAL_DEPLOYMENT_NAME: DEPLOYMENT,
      TEMPORAL_WORKER_BUILD_ID: buildId,
      IDMP_FHIR_BASE_URL: this.sandbox.baseUrl('2026-05'),
      IDMP_EDITION: '2026-05',
      IDMP_SUBSCRIPTION_KEY: 'test-key',
    });
    this.#workers.set(buildId, worker);
    // The server refuses a version that it does not know yet, or that lacks workers on one of the task queues.
    await until(async () => {
      await this.connection.workflowService.setWorkerDeploymentCurrentVersion({
        namespace: NAMESPACE,
        deploymentName: DEPLOYMENT,
        buildId,
      });
      return true;
    }, `version ${buildId} as the current one`);
    this.#identities.set(`${worker.child.pid}`, buildId);
  }

  async end(buildId: string): Promise<void> {
    await this.#workers.get(buildId)?.kill('SIGTERM');
  }

  async request(polling: object): Promise<WorkflowHandle> {
    const workflowId = randomUUID();
    return await this.client.workflow.start('requestPhpid', {
      taskQueue: 'idmp',
      workflowId,
      args: [{ product: aProduct(workflowId), polling }],
    });
  }

  /** Moves a request to the current version at once, as an operator does by `temporal workflow update-options`. */
  async moveToCurrentVersion({ workflowId }: WorkflowHandle): Promise<void> {
    await this.connection.workflowService.updateWorkflowExecutionOptions({
      namespace: NAMESPACE,
      workflowExecution: { workflowId },
      workflowExecutionOptions: { versioningOverride: { autoUpgrade: true } },
      updateMask: { paths: ['versioning_override'] },
    });
  }

  /** Reads which workers worked on the request's latest run. */
  async workersOf({ workflowId }: WorkflowHandle): Promise<RunWorkers> {
    const { runId } = await this.client.workflow.getHandle(workflowId).describe();
    const { events } = await this.client.workflow.getHandle(workflowId, runId).fetchHistory();
    const workflowTasks = (events ?? []).map((event) => event.workflowTaskStartedEventAttributes?.identity);
    const calls = (events ?? []).map((event) => event.activityTaskStartedEventAttributes?.identity);
    return { runId, workflowTasks: this.#versionsOf(workflowTasks), calls: this.#versionsOf(calls) };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#workers.keys()].map((buildId) => this.end(buildId)));
    await this.connection.close();
    await this.server.stop();
    await this.sandbox.close();
  }

  /** Reads the versions behind identities, which are `pid@host`. */
  #versionsOf(identities: (string | null | undefined)[]): string[] {
    const versions = identities
      .filter((identity) => identity !== undefined && identity !== null)
      .map((identity) => this.#identities.get(identity.split('@')[0]!) ?? identity);
    return [...new Set(versions)];
  }
}
