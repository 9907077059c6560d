import type { Task } from 'fhir/r5';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { objectsIn } from './lists.js';
import { isPartial } from './partial.js';
import { createUnexpectedAnswerError } from './unexpected-answer.js';

/** A Task at the service: its address without version, and its status. */
export interface TaskAtService {
  id: string;
  /** Absolute. */
  url: string;
  status: string;
}

/** Returns the address of a Task at the account's own base, even if the service names another address. */
export function taskUrl({ account }: FhirCaller, id: string): string {
  return `${account.baseUrl}/Task/${id}`;
}

/** Returns the status of a Task, or `requested` if the Task has no status. The next poll reads it again. */
export function statusOf(task: Task | null): string {
  const status: unknown = task?.status;
  return typeof status === 'string' ? status : 'requested';
}

/**
 * Reads a Task by id (`GET Task/[id]`). A completed Task is never returned in part.
 *
 * @throws FhirError; `missing` if the Task does not exist (any more)
 */
export async function readTask(client: FhirCaller, id: string, signal?: AbortSignal): Promise<Task> {
  const call = `GET Task/${id}`;
  const answer = await client.call({ method: 'GET', path: `Task/${id}`, signal });
  const { resource, status } = answer;
  if (resource?.resourceType !== 'Task' || typeof resource.status !== 'string') {
    throw createUnexpectedAnswerError(call, answer, 'a Task with a status');
  }
  const createUnreadableError = (message: string): FhirError =>
    new FhirError({ reason: 'unreadable', call, message, status });
  // A cache that confuses its entries would end one request with the result of another.
  if (resource.id !== undefined && resource.id !== id)
    throw createUnreadableError(`the answer is Task/${resource.id}`);
  // Half of the outputs must not be reported as all of them.
  const outputs = resource.output ?? [];
  if (objectsIn(outputs).length !== outputs.length) {
    throw createUnreadableError('Task.output is not a list of outputs');
  }
  if (resource.status === 'completed' && isPartial(resource)) {
    throw createUnreadableError('the answer is only a part of the Task (SUBSETTED); outputs may be missing');
  }
  return resource;
}
