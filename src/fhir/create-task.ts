import type { Task } from 'fhir/r5';
import type { Identifier } from '../contract/index.js';
import { isFhirId, parseAddress } from './addresses.js';
import type { FhirAnswer, FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { hasTracking, findTask } from './find-task.js';
import { objectsIn } from './lists.js';
import { statusOf, taskUrl, type TaskAtService } from './tasks.js';
import { formatIdentifierCondition } from './tokens.js';
import { createUnexpectedAnswerError } from './unexpected-answer.js';

/**
 * Submits a Task (`POST Task`). The id is read from `Content-Location`, `Location` or the body, in this order. A version
 * in the address is dropped, because that version would show `requested` for ever.
 *
 * If the service declares conditional create, a Task that already has the identifier is adopted (R5, http, ccreate). The
 * service answers 200 with that Task, 412 if several Tasks have the identifier, or 409 during another POST of it.
 *
 * @param identifier the tracking identifier, which is unique to this Task
 * @throws FhirError; `unreadable` if the answer does not identify the Task
 */
export async function createTask(
  client: FhirCaller,
  task: Task,
  identifier: Identifier,
  signal?: AbortSignal,
): Promise<TaskAtService> {
  const { conditionalCreate } = await client.capabilities.get();
  try {
    const answer = await client.call({
      method: 'POST',
      path: 'Task',
      body: task,
      headers: conditionalCreate ? { 'if-none-exist': formatIdentifierCondition(identifier) } : {},
      bodyOptional: true,
      signal,
    });
    return readLocation(client, answer, identifier);
  } catch (error) {
    const mayExist = error instanceof FhirError && (error.reason === 'conflict' || error.status === 200);
    const found = conditionalCreate && mayExist ? await findTask(client, identifier, signal) : null;
    if (found !== null) return found;
    throw error;
  }
}

/**
 * Reads the location of the Task from an answer. The address of a created Task is trusted. A Task that existed before (200)
 * and a Task that is known only by its body must have the tracking identifier, if they have identifiers.
 */
function readLocation(client: FhirCaller, answer: FhirAnswer, identifier: Identifier): TaskAtService {
  const body = answer.resource?.resourceType === 'Task' ? answer.resource : null;
  const isAnother = body !== null && objectsIn(body.identifier).length > 0 && !hasTracking(body, identifier);
  const address = readAddressedId(answer);
  if (isAnother && (address === null || answer.status === 200)) {
    throw createUnexpectedAnswerError(
      'POST Task',
      answer,
      'the submitted Task (the tracking identifier is missing)',
    );
  }
  const id = address ?? body?.id;
  if (!isFhirId(id)) {
    throw createUnexpectedAnswerError(
      'POST Task',
      answer,
      'a Task with an id, and no header has its address',
    );
  }
  return { id, url: taskUrl(client, id), status: statusOf(body) };
}

function readAddressedId({ headers }: FhirAnswer): string | null {
  for (const header of [headers['content-location'], headers.location]) {
    const address = header === undefined ? null : parseAddress(header);
    if (address?.type === 'Task') return address.id;
  }
  return null;
}
