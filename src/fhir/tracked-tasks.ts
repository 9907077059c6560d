import type { Identifier } from '../contract/index.js';
import { isCancellation, isCancellationOf } from './cancellation-tasks.js';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { ALL_TASKS, hasTracking, readTasks, type KnownTask } from './find-task.js';
import { formatIdentifierQuery } from './tokens.js';
import { readTrackedWorkflow } from './tracking.js';

/** By what the Tasks of a workflow are told from all others. */
export interface Tracking {
  /** Of the tracking identifier. */
  system: string;
  workflowId: string;
}

export interface TrackedTasks {
  /** Oldest first: a workflow id that was started again has a Task for each of its lives. */
  tasks: KnownTask[];
  /** Whatever asks for the cancellation of one of them; null where not every Task of the account was looked at. */
  cancellations: KnownTask[] | null;
}

/**
 * Finds the Tasks of a workflow whose runs nobody remembers: by identifiers that they may carry, where the service can
 * search by them; else among all of the account's Tasks. Every hit is compared by its tracking identifier.
 *
 * @param likely asked for one after the other, until one leads to a Task of the workflow
 * @param onTask hears how many Tasks have been looked through, after each of them
 * @throws FhirError where the service could not be asked: then nobody knows.
 */
export async function findTasksOfWorkflow(
  client: FhirCaller,
  tracking: Tracking,
  likely: readonly Identifier[],
  onTask: (count: number) => void = () => undefined,
): Promise<TrackedTasks> {
  const { searchByIdentifier } = await client.capabilities.get();
  for (const identifier of searchByIdentifier ? likely : []) {
    const found = await searchTasks(client, tracking, identifier);
    if (found === null) break;
    if (found.length > 0) return { tasks: found, cancellations: null };
  }
  return await listTasks(client, tracking, onTask);
}

/** Null where the service does not search by it, whatever it declares. */
async function searchTasks(
  client: FhirCaller,
  tracking: Tracking,
  identifier: Identifier,
): Promise<KnownTask[] | null> {
  const found = new Map<string, KnownTask>();
  try {
    for await (const task of readTasks(client, `Task?${formatIdentifierQuery(identifier)}`)) {
      // The parameter was ignored: these are all Tasks, and would be again for the next identifier.
      if (!hasTracking(task, identifier)) return null;
      if (isTracked(task, tracking)) found.set(task.id, task);
    }
  } catch (error) {
    // A strict service refuses parameters that it does not have (R5, search, handling=strict).
    if (error instanceof FhirError && error.status === 400) return null;
    throw error;
  }
  return sortByAge(found);
}

async function listTasks(
  client: FhirCaller,
  tracking: Tracking,
  onTask: (count: number) => void,
): Promise<TrackedTasks> {
  const tasks = new Map<string, KnownTask>();
  const cancellations = new Map<string, KnownTask>();
  let count = 0;
  for await (const task of readTasks(client, ALL_TASKS)) {
    if (isTracked(task, tracking)) tasks.set(task.id, task);
    if (isCancellation(task)) cancellations.set(task.id, task);
    onTask((count += 1));
  }
  const found = sortByAge(tasks);
  return {
    tasks: found,
    cancellations: sortByAge(cancellations).filter((each) =>
      found.some(({ id }) => isCancellationOf(each, id, client)),
    ),
  };
}

/** A Task that asks for a cancellation is none of the request's own, whatever it is tracked by. */
function isTracked(task: KnownTask, { system, workflowId }: Tracking): boolean {
  return readTrackedWorkflow(task, system) === workflowId && !isCancellation(task);
}

function sortByAge(tasks: ReadonlyMap<string, KnownTask>): KnownTask[] {
  return [...tasks.values()].sort(
    (a, b) => parseTime(a.authoredOn) - parseTime(b.authoredOn) || parseUpdateTime(a) - parseUpdateTime(b),
  );
}

function parseUpdateTime({ meta }: KnownTask): number {
  return parseTime(meta?.lastUpdated);
}

function parseTime(date: string | undefined): number {
  return Date.parse(date ?? '') || 0;
}
