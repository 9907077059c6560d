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

/** A local activity: milliseconds of reckoning, for which a turn over a task queue would cost more than the work. */
export const { buildTask } = proxyLocalActivities<PlanningActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { maximumInterval: '1 minute' },
});

/** What heals is retried until the request's deadline; the service may ask for longer pauses (Retry-After). */
const retry = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' } as const;

/**
 * The calls to the FHIR service. A single call has 12 seconds in the client, so an attempt that lasts 15 has lost
 * its worker; activities with several calls are known to live by their heartbeat.
 *
 * @param deadline milliseconds since 1970 at which the request gives up
 */
export function fhirActivities(taskQueue: string, deadline: number): ActivityInterfaceFor<FhirActivities> {
  // Even past the deadline a last look is worth while: a result that stands there is not thrown away.
  const scheduleToCloseTimeout = Math.max(deadline - Date.now(), 15_000);
  const single = {
    taskQueue,
    retry,
    scheduleToCloseTimeout,
    startToCloseTimeout: '15 seconds',
    cancellationType: ActivityCancellationType.TRY_CANCEL,
  } as const;
  const several = { ...single, startToCloseTimeout: '5 minutes', heartbeatTimeout: '15 seconds' } as const;
  // What changes something at the service is not left alone when it is cancelled: its end is waited for.
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
