import { Context } from '@temporalio/activity';
import { SWEEP_WORKFLOW, quoted, type SweepInput, type SweepPlan } from '../contract/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { accountNamed } from './fhir-clients.js';

/**
 * What changed within so long before the last sweep is looked at again: the service's search may lag behind its Tasks, and
 * its clock behind ours.
 */
const OVERLAP_MS = 600_000;

/** Decides what a sweep looks at. Fails with `UnknownAccount`. */
export async function planSweep(
  { config }: ActivityDependencies,
  { account }: SweepInput,
): Promise<SweepPlan> {
  accountNamed(config.accounts, account);
  const last = await lastSweep(account);
  const since = last === null ? null : new Date(last.getTime() - OVERLAP_MS).toISOString();
  return { fhirTaskQueue: config.fhirTaskQueue, since };
}

/** When the latest sweep began that came to its end; null where Temporal remembers none. */
async function lastSweep(account: string): Promise<Date | null> {
  const query =
    `WorkflowType = ${quoted(SWEEP_WORKFLOW)} AND IdmpAccount = ${quoted(account)} ` +
    `AND ExecutionStatus = 'Completed'`;
  // Lists begin with what was closed last.
  for await (const { startTime } of Context.current().client.workflow.list({ query, pageSize: 1 })) {
    return startTime;
  }
  return null;
}
