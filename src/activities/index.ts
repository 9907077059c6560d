import type {
  BackfillActivities,
  FhirActivities,
  Issue,
  Noted,
  PlanningActivities,
} from '../contract/index.js';
import { noting } from '../fhir/index.js';
import { buildTask } from './build-task.js';
import { cancelRequests } from './cancel-requests.js';
import { cancelTask } from './cancel-task.js';
import { checkRequests } from './check-requests.js';
import { countRequests } from './count-requests.js';
import type { ActivityDependencies, PlanningDependencies } from './dependencies.js';
import { fetchOutputs } from './fetch-outputs.js';
import { heartbeating } from './heartbeating.js';
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

/** Activities that call no service but Temporal itself; they run beside the workflows. */
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
    submitTask: (input) =>
      announcing(dependencies, (hearer) => heartbeating(() => submitTask(hearer, input))),
    findSubmittedTask: async (input) => {
      const announced: Issue[] = [];
      const found = await heartbeating(() => findSubmittedTask(hearing(dependencies, announced), input));
      return found && { ...found, warnings: announced };
    },
    pollTask: (input) => announcing(dependencies, (hearer) => pollTask(hearer, input)),
    cancelTask: (input) =>
      announcing(dependencies, (hearer) => heartbeating(() => cancelTask(hearer, input))),
    pollCancellation: (input) => announcing(dependencies, (hearer) => pollCancellation(hearer, input)),
    fetchOutputs: (input) =>
      announcing(dependencies, (hearer) => heartbeating(() => fetchOutputs(hearer, input))),
    sweepTasks: (input) =>
      announcing(dependencies, (hearer) => heartbeating(() => sweepTasks(hearer, input))),
  };
}

/** Runs an activity; what the service announces meanwhile comes after the warnings of its own answer. */
async function announcing<T extends object>(
  dependencies: ActivityDependencies,
  activity: (hearer: ActivityDependencies) => Promise<T & Partial<Noted>>,
): Promise<T & Noted> {
  const announced: Issue[] = [];
  const answer = await activity(hearing(dependencies, announced));
  return { ...answer, warnings: [...(answer.warnings ?? []), ...announced] };
}

/** The same dependencies for one activity: warnings of the service go to the list. */
function hearing(dependencies: ActivityDependencies, announced: Issue[]): ActivityDependencies {
  const { config, clients } = dependencies;
  return { config, clients: { of: (account) => noting(clients.of(account), announced) } };
}
