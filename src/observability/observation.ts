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

/** Metrics, health and traces of a worker process, each only if it is configured. */
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

  /** Starts to watch Temporal. It needs a connection, because without one the SDK's runtime ends, and its instruments with it. */
  connected(connection: NativeConnection): void {
    // The calls count, too: an alert looks at how many fail.
    if (this.config.healthAddress === undefined && this.metrics === undefined) return;
    this.#loops.push(askTemporal(connection, this.#health, this.#closing.signal));
  }

  /** Creates the observer of calls to the service. Call it after {@link connected}. */
  createCallObserver(): CallObserver | undefined {
    return combineObservers([
      ...(this.metrics === undefined ? [] : [createCallMetrics(Runtime.instance().metricMeter)]),
      ...(currentTracing() === null ? [] : [createCallTraces()]),
    ]);
  }

  /** Starts to show workers, accounts and requests. @param workers about to run; the first one has the workflows, if any has */
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
