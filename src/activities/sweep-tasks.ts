import { Context } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import { SEARCH_ATTRIBUTE_KEYS } from '../contract/search-attribute-keys.js';
import {
  TASK_CHANGED_SIGNAL,
  WORKFLOWS,
  quoted,
  type PolledTask,
  type SweepTasksInput,
  type SweptTasks,
  type TaskChange,
} from '../contract/index.js';
import { editionNamed, type Edition } from '../editions/index.js';
import { readFinishedTasks, reasonsOf, readTrackedWorkflow, type KnownTask } from '../fhir/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall } from './failures.js';
import { outputsOf } from './task-outputs.js';

/** Limits the workflow ids of one query, because some of Temporal's visibility stores refuse longer queries. */
const MAX_IDS_PER_QUERY = 100;

const TASK_ID = SEARCH_ATTRIBUTE_KEYS.IdmpTaskId;
const STAGE = SEARCH_ATTRIBUTE_KEYS.IdmpStage;

/**
 * Reads an account's finished Tasks page by page, and signals the requests that wait for them. It keeps no state: the next sweep
 * signals a request again as long as the request waits.
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
    for await (const tasks of readFinishedTasks(client, { since, signal })) {
      swept.pages += 1;
      swept.seen += tasks.length;
      swept.signalled += await signalRequests(tasks, config.trackingSystem, edition);
      Context.current().heartbeat(swept);
    }
    return swept;
  } catch (error) {
    throw failureOfCall(error);
  }
}

/** Finished Task with the workflow id of its request. */
interface TrackedTask {
  workflowId: string;
  task: KnownTask;
}

async function signalRequests(tasks: KnownTask[], trackingSystem: string, edition: Edition): Promise<number> {
  const tracked = tasks.flatMap((task): TrackedTask[] => {
    const workflowId = readTrackedWorkflow(task, trackingSystem);
    return workflowId === null ? [] : [{ workflowId, task }];
  });
  let told = 0;
  for (let start = 0; start < tracked.length; start += MAX_IDS_PER_QUERY) {
    for (const each of await selectWaiting(tracked.slice(start, start + MAX_IDS_PER_QUERY))) {
      if (await signal(each, edition)) told += 1;
    }
  }
  return told;
}

/** Selects the Tasks whose request waits for exactly this Task. A restarted request waits for another Task. */
async function selectWaiting(tracked: TrackedTask[]): Promise<TrackedTask[]> {
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
    // Temporal may not list the Task id of a new request yet. The request itself compares the id.
    return taskId === null || taskId === task.id;
  });
}

async function signal({ workflowId, task }: TrackedTask, edition: Edition): Promise<boolean> {
  const { status, id: taskId } = task;
  const polled = polledTaskOf(task, edition);
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
 * Returns the Task as a poll would have read it. Returns null when the request must poll, because the page omits the outputs or
 * an output refers to a contained resource.
 */
function polledTaskOf(task: KnownTask, edition: Edition): PolledTask | null {
  const { status: taskStatus } = task;
  if (taskStatus !== 'completed') return { taskStatus, issues: reasonsOf(task), outputs: [], warnings: [] };
  const read = outputsOf(task, edition);
  const isWhole =
    read.outputs.length > 0 && read.outputs.every(({ reference }) => reference?.startsWith('#') !== true);
  return isWhole ? { taskStatus, issues: [], ...read } : null;
}
