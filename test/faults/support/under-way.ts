import type { FaultSystem } from './fault-system.js';
import { SOON, startRequest } from './requests.js';

/** Number of requests at once, so that a step of few milliseconds can be caught at one of them. */
export const CROWD = 8;
/** `PENDING_ACTIVITY_STATE_STARTED` and `PENDING_WORKFLOW_TASK_STATE_STARTED` of temporal.api.enums.v1 */
const STARTED = 2;

/** Starts several requests, and leaves the worker frozen while it builds the Task of one of them. */
export async function freezeWhileBuilding(
  system: FaultSystem,
): Promise<{ building: string; others: string[] }> {
  system.freezeWorker();
  const names = Array.from({ length: CROWD }, (_, index) => `build-${index}`);
  const requests = await Promise.all(names.map((name) => startRequest(system, name, SOON)));
  const building = await freezeOnce(
    system,
    requests,
    (id) => isBuilding(system, id),
    'the building of a Task',
  );
  return { building, others: requests.filter((id) => id !== building) };
}

/** Lets a frozen worker continue until the activity runs for one of the requests. Returns that request. */
export async function freezeDuring(
  system: FaultSystem,
  requests: readonly string[],
  activity: string,
): Promise<string> {
  return await freezeOnce(system, requests, (id) => isUnderWay(system, id, activity), activity);
}

async function freezeOnce(
  system: FaultSystem,
  requests: readonly string[],
  holds: (workflowId: string) => Promise<boolean>,
  what: string,
): Promise<string> {
  let found: string | undefined;
  await system.freezeWorkerWhen(async () => {
    const states = await Promise.all(requests.map(holds));
    found = requests[states.indexOf(true)];
    return found !== undefined;
  }, what);
  return found!;
}

/** Number of events of a run whose first workflow task is with a worker, which builds the Task within it. */
const FIRST_EVENTS = 3;

async function isBuilding({ client }: FaultSystem, workflowId: string): Promise<boolean> {
  const { raw, historyLength } = await client.describe(workflowId);
  return historyLength === FIRST_EVENTS && Number(raw.pendingWorkflowTask?.state) === STARTED;
}

/** Whether a worker runs that activity of a request. */
export async function isUnderWay(
  { client }: FaultSystem,
  workflowId: string,
  activity: string,
): Promise<boolean> {
  const { raw } = await client.describe(workflowId);
  return (raw.pendingActivities ?? []).some(
    ({ activityType, state }) => activityType?.name === activity && Number(state) === STARTED,
  );
}
