import type { Task } from 'fhir/r5';
import type { Identifier } from '../contract/index.js';
import { isFhirId } from './addresses.js';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { objectsIn } from './lists.js';
import { isPartial } from './partial.js';
import { searchPages } from './search.js';
import { readTask, statusOf, taskUrl, type TaskAtService } from './tasks.js';
import { formatIdentifierQuery } from './tokens.js';

/** Search for all Tasks. It requests whole Tasks, not `_elements`, because listings are rare and a part proves little. */
export const ALL_TASKS = 'Task?_count=100';

/** A Task as the service has it. */
export type KnownTask = Task & { id: string };

/**
 * Finds the account's Task with that identifier. It searches by identifier if the service supports it, and otherwise reads
 * all of the account's Tasks (the only way in edition 2026-05, see docs/editions.md). Every hit is compared, because a
 * service may ignore the parameter. Returns the oldest Task with the identifier, or null if there is none.
 *
 * @throws FhirError if a search fails, so that the result is unknown
 */
export async function findTask(
  client: FhirCaller,
  identifier: Identifier,
  signal?: AbortSignal,
): Promise<TaskAtService | null> {
  const { searchByIdentifier } = await client.capabilities.get();
  if (!searchByIdentifier) return await findAmong(client, ALL_TASKS, identifier, signal);
  try {
    return await findAmong(client, `Task?${formatIdentifierQuery(identifier)}`, identifier, signal);
  } catch (error) {
    // A strict service refuses parameters that it does not have (R5, search, handling=strict).
    if (!(error instanceof FhirError) || error.status !== 400) throw error;
    return await findAmong(client, ALL_TASKS, identifier, signal);
  }
}

async function findAmong(
  client: FhirCaller,
  path: string,
  identifier: Identifier,
  signal?: AbortSignal,
): Promise<TaskAtService | null> {
  let found: KnownTask | null = null;
  for await (const task of readTasks(client, path, signal)) {
    if (hasTracking(task, identifier) && isOlder(task, found)) found = task;
  }
  return found === null ? null : { id: found.id, url: taskUrl(client, found.id), status: statusOf(found) };
}

/**
 * Reads the Tasks of a search, page by page, with their identifiers. A Task that a page shows without identifiers is read
 * by id.
 *
 * @throws FhirError; `unreadable` if the service hides the identifiers from that read, too
 */
export async function* readTasks(
  client: FhirCaller,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<KnownTask> {
  for await (const page of searchPages(client, path, signal)) {
    for (const hit of page) {
      if (hit.resourceType !== 'Task' || !isFhirId(hit.id)) continue;
      const { id } = hit;
      const task = hidesIdentifiers(hit) ? await readWholeTask(client, id, signal) : hit;
      if (task !== null) yield { ...task, id };
    }
  }
}

function hidesIdentifiers(task: Task): boolean {
  return isPartial(task) && task.identifier === undefined;
}

/** Returns null if the Task no longer exists. */
async function readWholeTask(client: FhirCaller, id: string, signal?: AbortSignal): Promise<Task | null> {
  try {
    const task = await readTask(client, id, signal);
    if (!hidesIdentifiers(task)) return task;
  } catch (error) {
    if (error instanceof FhirError && error.reason === 'missing') return null;
    throw error;
  }
  const message = 'the service returns only parts of its Tasks (SUBSETTED), without identifiers';
  throw new FhirError({ reason: 'unreadable', call: `GET Task/${id}`, message });
}

/** Tells whether a Task has that identifier. */
export function hasTracking(task: Task, { system, value }: Identifier): boolean {
  return objectsIn(task.identifier).some((each) => each.system === system && each.value === value);
}

function isOlder(task: Task, other: Task | null): boolean {
  if (other === null) return true;
  return Date.parse(task.meta?.lastUpdated ?? '') < Date.parse(other.meta?.lastUpdated ?? '');
}
