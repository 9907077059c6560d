import type { Task } from 'fhir/r5';
import { resolveWithin, parseAddress } from './addresses.js';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { readTasks, type KnownTask } from './find-task.js';
import { objectsIn } from './lists.js';

/** Code of a Task that requests the cancellation of another Task (R5, task-code). */
const ABORT = 'abort';

/** Tells whether a Task requests the cancellation of another Task. */
export function isCancellation(task: Task): boolean {
  return objectsIn(task.code?.coding).some(({ code }) => code === ABORT);
}

/** Tells whether a Task requests the cancellation of the Task with that id: its focus is that Task, at the same service. */
export function isCancellationOf(task: Task, id: string, { account }: FhirCaller): boolean {
  const focus: unknown = task.focus?.reference;
  if (!isCancellation(task) || typeof focus !== 'string') return false;
  const address = parseAddress(focus);
  return address?.type === 'Task' && address.id === id && resolveWithin(account.baseUrl, focus) !== null;
}

/**
 * Finds the Tasks that request a Task's cancellation (workflow patterns, "filler owns"), by their focus. Every hit is
 * compared, because a service may ignore the parameter. Returns null if the service cannot search by focus.
 *
 * @throws FhirError if a search fails
 */
export async function findCancellations(client: FhirCaller, id: string): Promise<KnownTask[] | null> {
  const { searchByFocus } = await client.capabilities.get();
  if (!searchByFocus) return null;
  const found = new Map<string, KnownTask>();
  try {
    for await (const task of readTasks(client, `Task?focus=Task/${id}`)) {
      if (isCancellationOf(task, id, client)) found.set(task.id, task);
    }
  } catch (error) {
    // The service declares the parameter, but refuses it.
    if (error instanceof FhirError && error.status === 400) return null;
    throw error;
  }
  return [...found.values()];
}
