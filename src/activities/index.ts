import type {
  BackfillActivities,
  FhirActivities,
  Issue,
  ActivityWarnings,
  PlanningActivities,
} from '../contract/index.js';
import { collectWarnings } from '../fhir/index.js';
import { buildTask } from './build-task.js';
import { cancelRequests } from './cancel-requests.js';
import { cancelTask } from './cancel-task.js';
import { checkRequests } from './check-requests.js';
import { countRequests } from './count-requests.js';
import type { ActivityDependencies, PlanningDependencies } from './dependencies.js';
import { fetchOutputs } from './fetch-outputs.js';
import { runWithHeartbeats } from './heartbeating.js';
import { findSubmittedTask } from './find-submitted-task.js';
import { planSweep } from './plan-sweep.js';
import { pollCancellation } from './poll-cancellation.js';
import { pollTask } from './poll-task.js';
import { requestOwnCancellation } from './request-own-cancellation.js';
import { startRequests } from './start-requests.js';
import { submitTask } from './submit-task.js';
import { sweepTasks } from './sweep-tasks.js';
import { SweptAccounts } from './swept-accounts.js';
import { validateTask } from './validate-task.js';

export type { ActivityDependencies } from './dependencies.js';
export { FhirClients } from './fhir-clients.js';
export { HEARTBEAT_MS } from './heartbeating.js';

/** Creates the activities that call only Temporal. They run on the workflows' task queue. */
export function createPlanningActivities(
  dependencies: ActivityDependencies,
  swept: PlanningDependencies['swept'] = new SweptAccounts(),
): PlanningActivities & BackfillActivities {
  return {
    buildTask: (input) => buildTask({ ...dependencies, swept }, input),
    requestOwnCancellation,
    planSweep: (input) => planSweep(dependencies, input),
    checkRequests: (input) => checkRequests(dependencies, input),
    startRequests: (input) => startRequests(dependencies, input),
    countRequests,
    cancelRequests,
  };
}

/**
 * Creates the activities that call the FHIR service. They run on the rate-limited task queue. The service's warnings
 * (`Warning: 299`) are returned with an activity's result, for the request's status.
 */
export function createFhirActivities(dependencies: ActivityDependencies): FhirActivities {
  return {
    validateTask: async (input) => {
      const announced: Issue[] = [];
      const issues = await validateTask(withWarnings(dependencies, announced), input);
      return [...issues, ...announced];
    },
    submitTask: (input) =>
      runWithWarnings(dependencies, (observed) => runWithHeartbeats(() => submitTask(observed, input))),
    findSubmittedTask: async (input) => {
      const announced: Issue[] = [];
      const found = await runWithHeartbeats(() =>
        findSubmittedTask(withWarnings(dependencies, announced), input),
      );
      return found && { ...found, warnings: announced };
    },
    pollTask: (input) => runWithWarnings(dependencies, (observed) => pollTask(observed, input)),
    cancelTask: (input) =>
      runWithWarnings(dependencies, (observed) => runWithHeartbeats(() => cancelTask(observed, input))),
    pollCancellation: (input) =>
      runWithWarnings(dependencies, (observed) => pollCancellation(observed, input)),
    fetchOutputs: (input) =>
      runWithWarnings(dependencies, (observed) => runWithHeartbeats(() => fetchOutputs(observed, input))),
    sweepTasks: (input) =>
      runWithWarnings(dependencies, (observed) => runWithHeartbeats(() => sweepTasks(observed, input))),
  };
}

/** Runs an activity, and appends the service's warnings to those of its result. */
async function runWithWarnings<T extends object>(
  dependencies: ActivityDependencies,
  activity: (observed: ActivityDependencies) => Promise<T & Partial<ActivityWarnings>>,
): Promise<T & ActivityWarnings> {
  const announced: Issue[] = [];
  const answer = await activity(withWarnings(dependencies, announced));
  return { ...answer, warnings: [...(answer.warnings ?? []), ...announced] };
}

/** Returns the dependencies for one run of an activity, which collect the service's warnings in the list. */
function withWarnings(dependencies: ActivityDependencies, announced: Issue[]): ActivityDependencies {
  const { config, clients } = dependencies;
  return { config, clients: { of: (account) => collectWarnings(clients.of(account), announced) } };
}
