import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import { SWEEP_WORKFLOW, quoted, sweepId } from '../contract/index.js';

/**
 * When a sweep of the account came to its end last; where none ever did, or Temporal has forgotten it, when its Schedule was
 * made. Null where nobody means to sweep it: there is no Schedule, or it is paused.
 */
export async function findLastSweep(client: Client, account: string): Promise<Date | null> {
  const madeAt = await findScheduleStart(client, account);
  if (madeAt === null) return null;
  const query =
    `WorkflowType = ${quoted(SWEEP_WORKFLOW)} AND IdmpAccount = ${quoted(account)} ` +
    `AND ExecutionStatus = 'Completed'`;
  // Lists begin with what was closed last.
  for await (const { closeTime } of client.workflow.list({ query, pageSize: 1 })) return closeTime ?? madeAt;
  return madeAt;
}

async function findScheduleStart(client: Client, account: string): Promise<Date | null> {
  try {
    const { state, info } = await client.schedule.getHandle(sweepId(account)).describe();
    return state.paused ? null : info.createdAt;
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw error;
  }
}
