import type { Client } from '@temporalio/client';
import { Runtime, type MetricsExporterConfig, type NativeConnection, type Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Config } from '../configuration/config.js';
import type { CallObserver } from '../fhir/index.js';
import { askTemporal } from './ask-temporal.js';
import { createPrometheusExporter } from './exporter.js';
import { createCallMetrics, combineObservers, showAccounts } from './fhir-call-metrics.js';
import { createCallTraces } from './fhir-call-traces.js';
import { serveHealth } from './health-server.js';
import { showOpenRequests } from './open-requests.js';
import { ProcessHealth } from './process-health.js';
import { currentTracing, endTracing } from './tracing.js';

/** What a worker process shows of itself; nothing of it where no address is configured for it. */
export class Observation {
  readonly #health = new ProcessHealth();
  readonly #closing = new AbortController();
  readonly #loops: Promise<void>[] = [];
  #closeHealth: () => Promise<void> = () => Promise.resolve();

  private constructor(
    readonly config: Config,
    readonly logger: Logger,
    /** For the SDK's runtime. */
    readonly metrics: MetricsExporterConfig | undefined,
  ) {}

  /** @throws CannotListen */
  static async open(config: Config, logger: Logger): Promise<Observation> {
    const { healthAddress, metricsAddress } = config;
    const metrics = metricsAddress === undefined ? undefined : await createPrometheusExporter(metricsAddress);
    const observation = new Observation(config, logger, metrics);
    if (healthAddress !== undefined) {
      observation.#closeHealth = await serveHealth(observation.#health, healthAddress);
    }
    return observation;
  }

  /** The runtime stands now: without a connection it ends, and its instruments with it. */
  connected(connection: NativeConnection): void {
    // The calls count, too: an alert looks at how many fail.
    if (this.config.healthAddress === undefined && this.metrics === undefined) return;
    this.#loops.push(askTemporal(connection, this.#health, this.#closing.signal));
  }

  /** Hears of the calls to the service; to be asked for once connected. */
  createCallObserver(): CallObserver | undefined {
    return combineObservers([
      ...(this.metrics === undefined ? [] : [createCallMetrics(Runtime.instance().metricMeter)]),
      ...(currentTracing() === null ? [] : [createCallTraces()]),
    ]);
  }

  /** @param workers those that are about to run; the first one has the workflows, where any has */
  started(workers: readonly Worker[], client: Client): void {
    this.#health.started(workers);
    if (this.metrics === undefined) return;
    const { metricMeter } = Runtime.instance();
    const { accounts, taskQueue, workerRole } = this.config;
    showAccounts(metricMeter, accounts.values());
    const [first] = workers;
    if (workerRole === 'fhir' || first === undefined) return;
    const { identity } = first.options;
    const system = { client, accounts: [...accounts.keys()], taskQueue, identity };
    this.#loops.push(showOpenRequests(system, metricMeter, this.logger, this.#closing.signal));
  }

  /** The process was asked to end. */
  ending(): void {
    this.#health.ending();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#loops, this.#closeHealth(), endTracing()]);
  }
}
