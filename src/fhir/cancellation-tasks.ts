import type { Task } from 'fhir/r5';
import { resolveWithin, parseAddress } from './addresses.js';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { readTasks, type KnownTask } from './find-task.js';
import { objectsIn } from './lists.js';

/** Code of a Task that asks for the end of another one (R5, task-code). */
const ABORT = 'abort';

/** Whether a Task asks for the cancellation of another one. */
export function isCancellation(task: Task): boolean {
  return objectsIn(task.code?.coding).some(({ code }) => code === ABORT);
}

/** Whether it is that Task's cancellation that a Task asks for: its focus, at the same service. */
export function isCancellationOf(task: Task, id: string, { account }: FhirCaller): boolean {
  const focus: unknown = task.focus?.reference;
  if (!isCancellation(task) || typeof focus !== 'string') return false;
  const address = parseAddress(focus);
  return address?.type === 'Task' && address.id === id && resolveWithin(account.baseUrl, focus) !== null;
}

/**
 * The Tasks that ask for a Task's cancellation (workflow patterns, "filler owns"): by their focus. Every hit is compared,
 * since a service may ignore the parameter. Null where the service cannot search by focus: then nobody knows.
 *
 * @throws FhirError where the service could not be asked
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
    // It is declared, and refused all the same.
    if (error instanceof FhirError && error.status === 400) return null;
    throw error;
  }
  return [...found.values()];
}
