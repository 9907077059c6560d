import { Context } from '@temporalio/activity';
import { SWEEP_WORKFLOW, quoted, type SweepInput, type SweepPlan } from '../contract/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { findAccount } from './fhir-clients.js';

/**
 * Overlap of two sweeps in milliseconds, because the service's search may lag behind its Tasks, and its clock behind the
 * worker's.
 */
const OVERLAP_MS = 600_000;

/** Decides which changes a sweep reads. Throws `UnknownAccount`. */
export async function planSweep(
  { config }: ActivityDependencies,
  { account }: SweepInput,
): Promise<SweepPlan> {
  findAccount(config.accounts, account);
  const last = await findLastSweep(account);
  const since = last === null ? null : new Date(last.getTime() - OVERLAP_MS).toISOString();
  return { fhirTaskQueue: config.fhirTaskQueue, since };
}

/** Finds the start of the last completed sweep; null when Temporal has none. */
async function findLastSweep(account: string): Promise<Date | null> {
  const query =
    `WorkflowType = ${quoted(SWEEP_WORKFLOW)} AND IdmpAccount = ${quoted(account)} ` +
    `AND ExecutionStatus = 'Completed'`;
  // Temporal lists the last closed workflow first.
  for await (const { startTime } of Context.current().client.workflow.list({ query, pageSize: 1 })) {
    return startTime;
  }
  return null;
}
