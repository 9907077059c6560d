import { ScheduleNotFoundError, type Client, type ScheduleDescription } from '@temporalio/client';
import type { Config } from '../configuration/config.js';
import { sweepId } from '../contract/index.js';
import { error, messageOf, ok, warning, type Finding } from './finding.js';
import { SETUP } from './namespace.js';

/** Examines the Schedule of each account with its last run, and finds Schedules of removed accounts. */
export async function examineSweeps(client: Client, config: Config): Promise<Finding[]> {
  const accounts = [...config.accounts.keys()];
  const findings = await Promise.all(accounts.map((account) => examine(client, account, config)));
  return [...findings, ...(await examineOtherAccounts(client, accounts))];
}

async function examine(client: Client, account: string, config: Config): Promise<Finding> {
  const subject = `schedule ${sweepId(account)}`;
  let schedule: ScheduleDescription;
  try {
    schedule = await client.schedule.getHandle(sweepId(account)).describe();
  } catch (thrown) {
    if (!(thrown instanceof ScheduleNotFoundError)) return error(subject, messageOf(thrown), 'retry');
    return warning(
      subject,
      'does not exist: each request polls alone, also the requests of backfills',
      SETUP,
    );
  }
  const { action, state, info } = schedule;
  if (action.taskQueue !== config.taskQueue) {
    const text = `starts sweeps on task queue ${action.taskQueue}, but the configured task queue is ${config.taskQueue}`;
    return error(subject, text, SETUP);
  }
  if (state.paused) {
    const text = `is paused${state.note ? ` (${state.note})` : ''}: each new request polls alone, and earlier ones poll only rarely`;
    return warning(subject, text, `temporal schedule toggle --unpause --schedule-id ${sweepId(account)}`);
  }
  const last = info.recentActions.at(-1);
  if (last === undefined) return ok(subject, 'exists, but has not run yet');
  const run = await describeRun(client, last.action.workflow.workflowId);
  const when = last.takenAt.toISOString();
  const look = `look at its run ${last.action.workflow.workflowId} in the web UI`;
  if (run.problem !== null) return error(subject, `the sweep of ${when} ${run.problem}`, look);
  return ok(subject, `last sweep ${when}: ${run.status}`);
}

async function describeRun(
  client: Client,
  workflowId: string,
): Promise<{ status: string; problem: string | null }> {
  try {
    const { status, raw } = await client.workflow.getHandle(workflowId).describe();
    const failure = raw.pendingActivities?.find(({ lastFailure }) => lastFailure)?.lastFailure?.message;
    if (failure) return { status: status.name, problem: `is retrying: ${failure}` };
    const isBad = ['FAILED', 'TIMED_OUT', 'TERMINATED'].includes(status.name);
    return { status: status.name.toLowerCase(), problem: isBad ? `ended as ${status.name}` : null };
  } catch {
    return { status: 'no longer in Temporal', problem: null };
  }
}

async function examineOtherAccounts(client: Client, accounts: string[]): Promise<Finding[]> {
  const known = new Set(accounts.map(sweepId));
  const findings: Finding[] = [];
  for await (const { scheduleId } of client.schedule.list()) {
    if (!scheduleId.startsWith(sweepId('')) || known.has(scheduleId)) continue;
    const remedy = `configure the account here, too, or delete it: temporal schedule delete --schedule-id ${scheduleId}`;
    findings.push(
      warning(`schedule ${scheduleId}`, 'sweeps an account that is not in this configuration', remedy),
    );
  }
  return findings;
}
