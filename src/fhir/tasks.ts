import type { Task } from 'fhir/r5';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { objectsIn } from './lists.js';
import { isPartial } from './partial.js';
import { createUnexpectedAnswerError } from './unexpected-answer.js';

/** A Task at the service: where it is, without version, and its status. */
export interface TaskAtService {
  id: string;
  /** Absolute. */
  url: string;
  status: string;
}

/** The address of a Task at the account's own base, wherever the service says that it is. */
export function taskUrl({ account }: FhirCaller, id: string): string {
  return `${account.baseUrl}/Task/${id}`;
}

/** A Task that does not say its status is at least asked for; the next poll knows more. */
export function statusOf(task: Task | null): string {
  const status: unknown = task?.status;
  return typeof status === 'string' ? status : 'requested';
}

/**
 * `GET Task/[id]`: the Task of that id, and if it is completed, all of it.
 *
 * @throws FhirError; `missing` where the service does not have it (any more).
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
  // A cache on the way that mixes up its entries would end one request with the result of another.
  if (resource.id !== undefined && resource.id !== id)
    throw createUnreadableError(`the answer is Task/${resource.id}`);
  // Outputs are what the request is about: half of them must not pass for all.
  const outputs = resource.output ?? [];
  if (objectsIn(outputs).length !== outputs.length) {
    throw createUnreadableError('the outputs of the Task are not a list of outputs');
  }
  if (resource.status === 'completed' && isPartial(resource)) {
    throw createUnreadableError(
      'the answer is a part of the Task only (SUBSETTED), and its outputs may be missing',
    );
  }
  return resource;
}
