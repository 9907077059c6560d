import {
  ActivityCancellationType,
  proxyActivities,
  proxyLocalActivities,
  type ActivityInterfaceFor,
} from '@temporalio/workflow';
import type { FhirActivities, PlanningActivities } from '../contract/index.js';

export const { requestOwnCancellation, planSweep } = proxyActivities<PlanningActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { maximumInterval: '1 minute' },
});

/** Local activity, because its work takes milliseconds and a task queue would cost more than that. */
export const { buildTask } = proxyLocalActivities<PlanningActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { maximumInterval: '1 minute' },
});

/** Retries of temporary failures, until the request's deadline. The service may request longer pauses (Retry-After). */
const retry = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' } as const;

/**
 * Creates the activities that call the FHIR service. The client limits a call to 12 seconds, so an attempt of 15 seconds has
 * lost its worker. Activities that make several calls prove that they are alive by heartbeats.
 *
 * @param deadline milliseconds since 1970 after which the request fails
 */
export function fhirActivities(taskQueue: string, deadline: number): ActivityInterfaceFor<FhirActivities> {
  // A last attempt after the deadline may still find a result.
  const scheduleToCloseTimeout = Math.max(deadline - Date.now(), 15_000);
  const single = {
    taskQueue,
    retry,
    scheduleToCloseTimeout,
    startToCloseTimeout: '15 seconds',
    cancellationType: ActivityCancellationType.TRY_CANCEL,
  } as const;
  const several = { ...single, startToCloseTimeout: '5 minutes', heartbeatTimeout: '15 seconds' } as const;
  // The workflow awaits the end of a cancelled activity that changes something at the service.
  const changing = {
    ...several,
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  } as const;
  const { validateTask, pollTask, pollCancellation } = proxyActivities<FhirActivities>(single);
  const { findSubmittedTask, fetchOutputs } = proxyActivities<FhirActivities>(several);
  const { sweepTasks } = proxyActivities<FhirActivities>({ ...several, startToCloseTimeout: '1 hour' });
  const { submitTask, cancelTask } = proxyActivities<FhirActivities>(changing);
  return {
    validateTask,
    submitTask,
    findSubmittedTask,
    pollTask,
    cancelTask,
    pollCancellation,
    fetchOutputs,
    sweepTasks,
  };
}
