import { Context } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import {
  SEARCH_ATTRIBUTE_KEYS,
  TASK_CHANGED_SIGNAL,
  WORKFLOWS,
  quoted,
  type PolledTask,
  type SweepTasksInput,
  type SweptTasks,
  type TaskChange,
} from '../contract/index.js';
import { editionNamed, type Edition } from '../editions/index.js';
import { finishedTasks, reasonsOf, trackedWorkflow, type KnownTask } from '../fhir/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall } from './failures.js';
import { outputsOf } from './task-outputs.js';

/** Temporal is asked about so many requests at once; longer queries some of its stores refuse. */
const ASKED_AT_ONCE = 100;

const TASK_ID = SEARCH_ATTRIBUTE_KEYS.IdmpTaskId;
const STAGE = SEARCH_ATTRIBUTE_KEYS.IdmpStage;

/**
 * Reads an account's finished Tasks page by page, and tells the requests that wait for them. Nothing is kept: whoever
 * was told in vain is told by the next sweep, and whoever needs not be told does not wait any more.
 */
export async function sweepTasks(
  { clients, config }: ActivityDependencies,
  { account, since }: SweepTasksInput,
): Promise<Omit<SweptTasks, 'warnings'>> {
  const { cancellationSignal: signal } = Context.current();
  const swept = { seen: 0, signalled: 0, pages: 0 };
  try {
    const client = clients.of(account);
    const edition = editionNamed(client.account.edition);
    for await (const tasks of finishedTasks(client, { since, signal })) {
      swept.pages += 1;
      swept.seen += tasks.length;
      swept.signalled += await tell(tasks, config.trackingSystem, edition);
      Context.current().heartbeat(swept);
    }
    return swept;
  } catch (error) {
    throw failureOfCall(error);
  }
}

/** A finished Task, and the request that it was made for. */
interface TrackedTask {
  workflowId: string;
  task: KnownTask;
}

async function tell(tasks: KnownTask[], trackingSystem: string, edition: Edition): Promise<number> {
  const tracked = tasks.flatMap((task): TrackedTask[] => {
    const workflowId = trackedWorkflow(task, trackingSystem);
    return workflowId === null ? [] : [{ workflowId, task }];
  });
  let told = 0;
  for (let start = 0; start < tracked.length; start += ASKED_AT_ONCE) {
    for (const each of await waitingAmong(tracked.slice(start, start + ASKED_AT_ONCE))) {
      if (await signal(each, edition)) told += 1;
    }
  }
  return told;
}

/** Those whose request waits for that very Task: an id that was started again waits for another one. */
async function waitingAmong(tracked: TrackedTask[]): Promise<TrackedTask[]> {
  const ids = [...new Set(tracked.map(({ workflowId }) => workflowId))];
  const types = Object.values(WORKFLOWS).map(quoted).join(', ');
  const query =
    `WorkflowId IN (${ids.map(quoted).join(', ')}) AND ExecutionStatus = 'Running' ` +
    `AND WorkflowType IN (${types})`;
  const waitsFor = new Map<string, string | null>();
  for await (const { workflowId, typedSearchAttributes } of Context.current().client.workflow.list({
    query,
  })) {
    if (typedSearchAttributes.get(STAGE) === 'fetching') continue;
    waitsFor.set(workflowId, typedSearchAttributes.get(TASK_ID) ?? null);
  }
  return tracked.filter(({ workflowId, task }) => {
    const taskId = waitsFor.get(workflowId);
    // A request that has only just submitted its Task may not be listed with it yet: it decides for itself.
    return taskId === null || taskId === task.id;
  });
}

async function signal({ workflowId, task }: TrackedTask, edition: Edition): Promise<boolean> {
  const { status, id: taskId } = task;
  const polled = readOf(task, edition);
  const change: TaskChange = { taskId, status, ...(polled === null ? {} : { polled }) };
  try {
    await Context.current().client.workflow.getHandle(workflowId).signal(TASK_CHANGED_SIGNAL, change);
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/**
 * What a poll would have found, where the page shows all of it. Null where the request has to ask itself: the page
 * left the outputs out, or they lead to resources that the Task itself contains.
 */
function readOf(task: KnownTask, edition: Edition): PolledTask | null {
  const { status: taskStatus } = task;
  if (taskStatus !== 'completed') return { taskStatus, issues: reasonsOf(task), outputs: [], warnings: [] };
  const read = outputsOf(task, edition);
  const isWhole =
    read.outputs.length > 0 && read.outputs.every(({ reference }) => reference?.startsWith('#') !== true);
  return isWhole ? { taskStatus, issues: [], ...read } : null;
}
