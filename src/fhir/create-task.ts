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
 * `POST Task`. The id is taken out of `Content-Location`, `Location` or the body, in this order; a version that an
 * address carries is left out, since it would show `requested` for ever.
 *
 * Where the service declares conditional create, a Task that carries the identifier already is adopted (R5, http,
 * ccreate): the service answers 200 with it; or 412 where several do, or 409 where another POST of it is under way.
 *
 * @param identifier the tracking identifier, which no other Task has
 * @throws FhirError; `unreadable` where the answer does not lead to the Task.
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
    const mayStandThere = error instanceof FhirError && (error.reason === 'conflict' || error.status === 200);
    const found = conditionalCreate && mayStandThere ? await findTask(client, identifier, signal) : null;
    if (found !== null) return found;
    throw error;
  }
}

/**
 * Where the Task is that an answer tells of. An address of a created Task is believed; a Task that stood there before
 * (200), and one that is known by its body alone, must not carry the identifiers of somebody else.
 */
function readLocation(client: FhirCaller, answer: FhirAnswer, identifier: Identifier): TaskAtService {
  const body = answer.resource?.resourceType === 'Task' ? answer.resource : null;
  const isAnother = body !== null && objectsIn(body.identifier).length > 0 && !hasTracking(body, identifier);
  const address = readAddressedId(answer);
  if (isAnother && (address === null || answer.status === 200)) {
    throw createUnexpectedAnswerError(
      'POST Task',
      answer,
      'the Task that was sent (it lacks the tracking identifier)',
    );
  }
  const id = address ?? body?.id;
  if (!isFhirId(id)) {
    throw createUnexpectedAnswerError('POST Task', answer, 'the Task with its id, nor has it an address');
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
