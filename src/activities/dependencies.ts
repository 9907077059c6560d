import type { Config } from '../configuration/config.js';
import type { FhirCaller } from '../fhir/index.js';

/** Source of a FHIR caller for each account. */
export interface Callers {
  /** @throws `UnknownAccount`, which is retried, because the request was accepted with this account */
  of(accountName: string): FhirCaller;
}

/** Dependencies of all activities. They are passed once, so that tests can pass others. */
export interface ActivityDependencies {
  config: Config;
  clients: Callers;
}

/** Dependencies of the activities that plan a request. */
export interface PlanningDependencies {
  config: Config;
  /** Tells whether a Schedule sweeps the account. */
  swept: { has(account: string): Promise<boolean> };
}
