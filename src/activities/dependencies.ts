import type { Config } from '../config.js';
import type { FhirClients } from './fhir-clients.js';

/** What activities need beside their input; handed over once, so that tests can hand over others. */
export interface ActivityDependencies {
  config: Config;
  clients: FhirClients;
}
