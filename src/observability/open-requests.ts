import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { MetricMeter } from '@temporalio/common';
import type { Logger } from 'pino';
import { isCountingProcess } from './counting-process.js';
import { OldestRequest } from './oldest-request.js';
import { findLastSweep } from './swept-since.js';
import { countOpen } from './waiting-queries.js';

/** Interval of the counts, in milliseconds. */
const EVERY_MS = 60_000;
/** Time limit of a count, in milliseconds. */
const TIMEOUT_MS = 30_000;

/** The value of a gauge while another process counts. Prometheus' aggregations ignore it. */
const UNKNOWN = NaN;

export interface CountedSystem {
  client: Client;
  accounts: readonly string[];
  /** Of the workflows. */
  taskQueue: string;
  /** Of this process's worker there. */
  identity: string;
}

/** Shows the open requests of Temporal's lists until `signal`. One process does it for all. */
export async function showOpenRequests(
  system: CountedSystem,
  meter: MetricMeter,
  logger: Logger,
  signal: AbortSignal,
  everyMs = EVERY_MS,
): Promise<void> {
  const gauges = new Gauges(meter, system.accounts);
  while (!signal.aborted) {
    try {
      const { client } = system;
      const look = (): Promise<void> =>
        client.withDeadline(Date.now() + TIMEOUT_MS, () => show(system, gauges));
      await client.withAbortSignal(signal, look);
    } catch (error) {
      if (signal.aborted) return;
      // The gauges stay as they are, and so does the time of the last count: an alert looks at it.
      logger.warn({ err: error }, 'cannot count open requests; retrying');
    }
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

async function show({ client, taskQueue, identity }: CountedSystem, gauges: Gauges): Promise<void> {
  if (await isCountingProcess(client, taskQueue, identity, Date.now())) await gauges.count(client);
  else gauges.forget();
}

type Labels = Record<string, string>;

class Gauges {
  readonly #oldest: OldestRequest[];
  /** Gauge and labels of each value that is shown. */
  readonly #shown = new Map<string, () => void>();
  readonly #open: Show;
  readonly #age: Show;
  readonly #swept: Show;
  readonly #countedAt: Show;

  constructor(meter: MetricMeter, accounts: readonly string[]) {
    this.#oldest = accounts.map((account) => new OldestRequest(account));
    const gauge = (name: string, description: string): Show => {
      const created = meter.createGauge(name, 'float', undefined, description);
      return (value, labels) => {
        created.set(value, labels);
        this.#shown.set(JSON.stringify([name, labels]), () => created.set(UNKNOWN, labels));
      };
    };
    this.#open = gauge('idmp_requests_open', 'Open requests, as Temporal lists them');
    this.#age = gauge(
      'idmp_requests_oldest_waiting_age_seconds',
      'How long the oldest request has waited; 0 where none waits',
    );
    this.#swept = gauge(
      'idmp_sweep_last_success_timestamp_seconds',
      'When a sweep of the account came to its end last, or its Schedule was made; only where it is swept',
    );
    this.#countedAt = gauge(
      'idmp_requests_counted_timestamp_seconds',
      'When open requests were counted last',
    );
  }

  async count(client: Client): Promise<void> {
    for (const oldest of this.#oldest) {
      const { account } = oldest;
      for (const { kind, stage, count } of await countOpen(client, account)) {
        this.#open(count, { account, kind, stage });
      }
      const now = Date.now();
      const since = await oldest.since(client, now);
      this.#age(since === null ? 0 : Math.max(0, now - since) / 1_000, { account });
      const swept = await findLastSweep(client, account);
      this.#swept(swept === null ? UNKNOWN : swept.getTime() / 1_000, { account });
    }
    this.#countedAt(Date.now() / 1_000, {});
  }

  forget(): void {
    for (const unset of this.#shown.values()) unset();
    this.#shown.clear();
  }
}

type Show = (value: number, labels: Labels) => void;
