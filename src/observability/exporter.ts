import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { MetricsExporterConfig } from '@temporalio/worker';
import { POLL_AGE, REQUEST_DURATION, SWEEP_DURATION } from '../contract/index.js';
import { formatAddress, CannotListen, type ListenAddress } from '../configuration/listen-address.js';

/** Names of metrics that workflows do not record; see contract/metrics.ts. */
export const FHIR_CALL_DURATION = 'idmp_fhir_call_duration_seconds';
export const FHIR_RETRY_AFTER = 'idmp_fhir_retry_after_seconds';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Bounds of a validation by people, in seconds: from minutes to a quarter, which is the default deadline. */
const VALIDATION = [
  ...[1, 5, 15].map((minutes) => minutes * MINUTE),
  ...[1, 4, 12].map((hours) => hours * HOUR),
  ...[1, 2, 3, 5, 7, 14, 21, 30, 60, 90].map((days) => days * DAY),
];

/** Upper bounds in seconds; Temporal's own histograms keep the SDK's. */
const BUCKETS: Readonly<Record<string, number[]>> = {
  [REQUEST_DURATION]: VALIDATION,
  [POLL_AGE]: VALIDATION,
  [SWEEP_DURATION]: [1, 5, 15, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR],
  // A call has 12 seconds (src/fhir/fhir-client.ts).
  [FHIR_CALL_DURATION]: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 12],
  [FHIR_RETRY_AFTER]: [1, 10, MINUTE, 10 * MINUTE, HOUR, DAY],
};

/**
 * Creates the SDK's own Prometheus exporter, for its metrics and ours. Names end in `_total` and `_seconds`, as Prometheus
 * expects. A host name is resolved here, because the SDK listens only at IP addresses.
 *
 * @throws CannotListen
 */
export async function createPrometheusExporter(address: ListenAddress): Promise<MetricsExporterConfig> {
  const ip = await findFreeAddress(address).catch((error: unknown) => {
    throw new CannotListen('IDMP_METRICS_ADDRESS', address, error);
  });
  return {
    attachServiceName: false,
    prometheus: {
      bindAddress: formatAddress(ip),
      countersTotalSuffix: true,
      unitSuffix: true,
      useSecondsForDurations: true,
      histogramBucketOverrides: BUCKETS,
    },
  };
}

/** Resolves the address and checks that it is free, because the SDK's error for an address in use is only a stack trace. */
async function findFreeAddress({ host, port }: ListenAddress): Promise<ListenAddress> {
  const { address } = await lookup(host);
  const server = createServer().listen(port, address);
  await once(server, 'listening');
  server.close();
  await once(server, 'close');
  return { host: address, port };
}
