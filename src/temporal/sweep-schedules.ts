import { ScheduleAlreadyRunning, type Client, type ScheduleOptions } from '@temporalio/client';
import { SWEEP_WORKFLOW, sweepId } from '../contract/index.js';

/**
 * Validation takes people hours to days; where a service cannot search by time, each sweep reads all Tasks that ever
 * finished.
 */
const DEFAULT_SWEEP_SECONDS = 900;

export interface RegisteredSweeps {
  added: string[];
  changed: string[];
  present: string[];
}

/**
 * Makes a Schedule for each account that has none. One that is there keeps what operators have made of it, paused or not;
 * its interval is changed where one is given.
 *
 * @param everySeconds how often each account is swept; null for the default, and for leaving Schedules as they are
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
    // What was missed while everything was down is not made up for: one sweep sees it all.
    policies: { overlap: 'SKIP', catchupWindow: '1 minute' },
  };
}
