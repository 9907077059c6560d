import type { FhirActivities, Issue, PlanningActivities } from '../contract/index.js';
import { noting } from '../fhir/index.js';
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

/**
 * Activities that call the FHIR service; they run on the task queue with its rate limit. What the service announces in
 * the answers to an activity's calls goes with its result into the request's status.
 */
export function createFhirActivities(dependencies: ActivityDependencies): FhirActivities {
  return {
    validateTask: async (input) => {
      const announced: Issue[] = [];
      const issues = await validateTask(hearing(dependencies, announced), input);
      return [...issues, ...announced];
    },
    submitTask: async (input) => {
      const announced: Issue[] = [];
      const submitted = await heartbeating(() => submitTask(hearing(dependencies, announced), input));
      return { ...submitted, warnings: announced };
    },
    pollTask: async (input) => {
      const announced: Issue[] = [];
      const polled = await pollTask(hearing(dependencies, announced), input);
      return { ...polled, warnings: [...polled.warnings, ...announced] };
    },
    fetchOutputs: async (input) => {
      const announced: Issue[] = [];
      const fetched = await heartbeating(() => fetchOutputs(hearing(dependencies, announced), input));
      return { ...fetched, warnings: [...fetched.warnings, ...announced] };
    },
  };
}

/** The same dependencies for one activity: warnings of the service go to the list. */
function hearing(dependencies: ActivityDependencies, announced: Issue[]): ActivityDependencies {
  const { config, clients } = dependencies;
  return { config, clients: { of: (account) => noting(clients.of(account), announced) } };
}
