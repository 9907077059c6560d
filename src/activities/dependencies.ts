import type { Config } from '../configuration/config.js';
import type { FhirCaller } from '../fhir/index.js';

/** Whoever has a caller for each account. */
export interface Callers {
  /** @throws `UnknownAccount`, which is tried again: the request was accepted with this account */
  of(accountName: string): FhirCaller;
}

/** What activities need beside their input; handed over once, so that tests can hand over others. */
export interface ActivityDependencies {
  config: Config;
  clients: Callers;
}

/** What planning needs to know of Temporal. */
export interface PlanningDependencies {
  config: Config;
  /** Whether a Schedule looks for the account's finished Tasks. */
  swept: { has(account: string): Promise<boolean> };
}
