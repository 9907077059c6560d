import type { Identifier } from '../contract/index.js';
import { isCancellation, isCancellationOf } from './cancellation-tasks.js';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { ALL_TASKS, hasTracking, readTasks, type KnownTask } from './find-task.js';
import { formatIdentifierQuery } from './tokens.js';
import { readTrackedWorkflow } from './tracking.js';

/** Data that distinguish the Tasks of a workflow from all others. */
export interface Tracking {
  /** System of the tracking identifier. */
  system: string;
  workflowId: string;
}

/** Tasks of one workflow. */
export interface TrackedTasks {
  /** Oldest first. A workflow id that was started several times has a Task for each time. */
  tasks: KnownTask[];
  /** Tasks that request the cancellation of one of them. Null if the search did not read all Tasks of the account. */
  cancellations: KnownTask[] | null;
}

/**
 * Finds the Tasks of a workflow whose runs Temporal has deleted. It searches by identifiers that the Tasks may have, if the
 * service supports it, and otherwise reads all of the account's Tasks. Every hit is compared by its tracking identifier.
 *
 * @param likely identifiers to search by, one after the other, until one finds a Task of the workflow
 * @param onTask receives the number of Tasks that were read, after each of them
 * @throws FhirError if a search fails, so that the result is unknown
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

/** Searches by one identifier. Returns null if the service ignores or refuses the parameter that it declares. */
async function searchTasks(
  client: FhirCaller,
  tracking: Tracking,
  identifier: Identifier,
): Promise<KnownTask[] | null> {
  const found = new Map<string, KnownTask>();
  try {
    for await (const task of readTasks(client, `Task?${formatIdentifierQuery(identifier)}`)) {
      // The service ignored the parameter and returns all Tasks. It would do so for the next identifier, too.
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

/** Tells whether a Task is the request's own. A Task that requests a cancellation is not, even with the tracking identifier. */
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
