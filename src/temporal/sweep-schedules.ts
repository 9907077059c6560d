import { ScheduleAlreadyRunning, type Client, type ScheduleOptions } from '@temporalio/client';
import { SWEEP_WORKFLOW, sweepId } from '../contract/index.js';

/**
 * Default interval of sweeps, in seconds. It is long, because validation takes hours to days, and a sweep of a service without
 * search by time reads all finished Tasks.
 */
const DEFAULT_SWEEP_SECONDS = 900;

/** The result of a registration, by ids of Schedules. */
export interface RegisteredSweeps {
  added: string[];
  changed: string[];
  present: string[];
}

/**
 * Creates a Schedule for each account that does not have one. An existing Schedule keeps the operator's settings, for example
 * a pause. Only its interval changes, if one is given.
 *
 * @param everySeconds interval of the sweeps of each account; null: the default, and no change of existing Schedules
 */
export async function registerSweeps(
  client: Client,
  accounts: Iterable<string>,
  taskQueue: string,
  everySeconds: number | null,
): Promise<RegisteredSweeps> {
  const registered: RegisteredSweeps = { added: [], changed: [], present: [] };
  for (const account of accounts) {
    const options = buildSchedule(account, taskQueue, everySeconds ?? DEFAULT_SWEEP_SECONDS);
    const { scheduleId, spec, action } = options;
    try {
      await client.schedule.create(options);
      registered.added.push(scheduleId);
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      await client.schedule.getHandle(scheduleId).update((present) => ({
        ...present,
        action,
        ...(everySeconds === null ? {} : { spec }),
      }));
      registered[everySeconds === null ? 'present' : 'changed'].push(scheduleId);
    }
  }
  return registered;
}

function buildSchedule(
  account: string,
  taskQueue: string,
  everySeconds: number,
): ScheduleOptions & {
  action: { type: 'startWorkflow'; workflowId: string };
} {
  const scheduleId = sweepId(account);
  return {
    scheduleId,
    spec: { intervals: [{ every: `${everySeconds} seconds` }] },
    action: {
      type: 'startWorkflow',
      workflowType: SWEEP_WORKFLOW,
      workflowId: scheduleId,
      args: [{ account }],
      taskQueue,
      staticSummary: `finished Tasks of account ${account}`,
    },
    // Sweeps missed during an outage are not repeated, because one sweep finds all finished Tasks.
    policies: { overlap: 'SKIP', catchupWindow: '1 minute' },
  };
}
