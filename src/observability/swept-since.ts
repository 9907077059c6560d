import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import { SWEEP_WORKFLOW, quoted, sweepId } from '../contract/index.js';

/**
 * Finds the end of the last completed sweep of an account. If Temporal has none, this is the creation time of the Schedule. Null
 * if the account is not swept: its Schedule does not exist, or is paused.
 */
export async function findLastSweep(client: Client, account: string): Promise<Date | null> {
  const madeAt = await findScheduleStart(client, account);
  if (madeAt === null) return null;
  const query =
    `WorkflowType = ${quoted(SWEEP_WORKFLOW)} AND IdmpAccount = ${quoted(account)} ` +
    `AND ExecutionStatus = 'Completed'`;
  // Lists begin with the workflow that ended last.
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
