import type { MetricMeter } from '@temporalio/common';
import type { Account } from '../configuration/accounts.js';
import type { CallObserver } from '../fhir/index.js';
import { FHIR_CALL_DURATION, FHIR_RETRY_AFTER } from './exporter.js';

/** Creates an observer that records metrics of the calls to the FHIR service. */
export function createCallMetrics(meter: MetricMeter): CallObserver {
  const calls = meter.createCounter(
    'idmp_fhir_calls',
    undefined,
    'Calls to the FHIR service, by what came back',
  );
  const durations = meter.createHistogram(
    FHIR_CALL_DURATION,
    'float',
    undefined,
    'Duration of a call to the FHIR service',
  );
  const retryAfter = meter.createHistogram(
    FHIR_RETRY_AFTER,
    'float',
    undefined,
    'How long the service asked to wait (Retry-After)',
  );
  return ({ account, edition, operation }) =>
    ({ status, reason, retryAfterSeconds, durationSeconds }) => {
      const labels = { account, edition, operation };
      calls.add(1, { ...labels, status: status ?? 'none', result: reason ?? 'ok' });
      durations.record(durationSeconds, labels);
      if (retryAfterSeconds !== null) retryAfter.record(retryAfterSeconds, { account });
    };
}

/** Combines several observers into one. Undefined for an empty list. */
export function combineObservers(all: readonly CallObserver[]): CallObserver | undefined {
  if (all.length < 2) return all[0];
  return (call) => {
    const ends = all.map((observer) => observer(call));
    return (end) => ends.forEach((tell) => tell(end));
  };
}

/** Shows the accounts of this process with their editions. */
export function showAccounts(meter: MetricMeter, accounts: Iterable<Account>): void {
  const gauge = meter.createGauge(
    'idmp_account_info',
    'int',
    undefined,
    'Accounts of the configuration; always 1',
  );
  for (const { name, edition } of accounts) gauge.set(1, { account: name, edition });
}
