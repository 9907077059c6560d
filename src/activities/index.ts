import type { FhirActivities, PlanningActivities } from '../contract/index.js';
import { buildTask } from './build-task.js';
import type { ActivityDependencies } from './dependencies.js';
import { fetchOutputs } from './fetch-outputs.js';
import { heartbeating } from './heartbeating.js';
import { pollTask } from './poll-task.js';
import { submitTask } from './submit-task.js';
import { validateTask } from './validate-task.js';

export type { ActivityDependencies } from './dependencies.js';
export { FhirClients } from './fhir-clients.js';

/** Activities that touch nothing outside the worker; they run beside the workflows. */
export function createPlanningActivities(dependencies: ActivityDependencies): PlanningActivities {
  return {
    // eslint-disable-next-line @typescript-eslint/require-await -- activities are asynchronous to their callers
    buildTask: async (input) => buildTask(dependencies, input),
  };
}

/** Activities that call the FHIR service; they run on the task queue with its rate limit. */
export function createFhirActivities(dependencies: ActivityDependencies): FhirActivities {
  return {
    validateTask: (input) => validateTask(dependencies, input),
    submitTask: (input) => heartbeating(() => submitTask(dependencies, input)),
    pollTask: (input) => pollTask(dependencies, input),
    fetchOutputs: (input) => heartbeating(() => fetchOutputs(dependencies, input)),
  };
}
