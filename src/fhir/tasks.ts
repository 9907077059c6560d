import type { Task } from 'fhir/r5';
import type { Identifier, Issue } from '../contract/index.js';
import { editionNamed } from '../editions/index.js';
import { parseAddress } from './addresses.js';
import type { FhirAnswer, FhirClient } from './fhir-client.js';
import { FhirError } from './fhir-error.js';
import { objectsIn } from './lists.js';
import { errorsAmong, issuesOf, isTransient } from './operation-outcome.js';
import { searchPages } from './search.js';

/** A Task at the service: where it is, without version, and its status. */
export interface TaskAtService {
  id: string;
  /** Absolute. */
  url: string;
  status: string;
}

/**
 * `POST Task/$validate`. The verdict is the OperationOutcome's, whatever status code it comes with. A service
 * without the operation (no edition's capability statement lists it) judges at the submission: a warning says so.
 *
 * @throws FhirError; `server` where the service could not judge now.
 */
export async function validateTask(client: FhirClient, task: Task, signal?: AbortSignal): Promise<Issue[]> {
  const call = 'POST Task/$validate';
  try {
    const { resource, status } = await client.call({
      method: 'POST',
      path: 'Task/$validate',
      body: task,
      signal,
    });
    if (resource?.resourceType === 'OperationOutcome') return judged(issuesOf(resource), call);
    const message = `the answer is ${resource?.resourceType ?? 'empty'}, not an OperationOutcome`;
    throw new FhirError({ reason: 'unreadable', call, message, status });
  } catch (error) {
    if (!(error instanceof FhirError)) throw error;
    const isVerdict = error.reason === 'invalid' || error.reason === 'conflict';
    if (isVerdict && error.issues.length > 0) return judged(error.issues, call);
    if (NO_SUCH_OPERATION.includes(error.status ?? 0)) return [operationMissing(error)];
    throw error;
  }
}

/** A redirect, 406 or 415 is none of these: there the account is set up wrongly, and the operation may well be there. */
const NO_SUCH_OPERATION = [404, 405, 501];

function judged(issues: Issue[], call: string): Issue[] {
  const errors = errorsAmong(issues);
  if (!isTransient(errors)) return issues;
  throw new FhirError({
    reason: 'server',
    call,
    message: `could not be judged now: ${errors[0]?.text}`,
    issues,
  });
}

function operationMissing({ status }: FhirError): Issue {
  const text = `the service has no Task/$validate (it answered ${status}): the Task is judged when it is submitted`;
  return { severity: 'warning', code: 'not-supported', text, expression: [] };
}

/**
 * `POST Task`. The id is taken out of `Content-Location`, `Location` or the body, in this order; a version that an
 * address carries is left out, since it would show `requested` for ever.
 *
 * @throws FhirError; `unreadable` where the answer does not lead to the Task.
 */
export async function createTask(
  client: FhirClient,
  task: Task,
  signal?: AbortSignal,
): Promise<TaskAtService> {
  const answer = await client.call({ method: 'POST', path: 'Task', body: task, signal });
  const body = answer.resource?.resourceType === 'Task' ? answer.resource : null;
  const id = idOf(answer) ?? body?.id ?? null;
  if (id === null) {
    const message = 'the Task was accepted, but the answer has neither its address nor its id';
    throw new FhirError({ reason: 'unreadable', call: 'POST Task', message, status: answer.status });
  }
  return { id, url: taskUrl(client, id), status: body?.status ?? 'requested' };
}

function idOf({ headers }: FhirAnswer): string | null {
  for (const header of [headers['content-location'], headers.location]) {
    const address = header === undefined ? null : parseAddress(header);
    if (address?.type === 'Task') return address.id;
  }
  return null;
}

function taskUrl(client: FhirClient, id: string): string {
  return `${client.account.baseUrl}/Task/${id}`;
}

/** `GET Task/[id]`. @throws FhirError; `missing` where the service does not have it (any more). */
export async function readTask(client: FhirClient, id: string, signal?: AbortSignal): Promise<Task> {
  const { resource, status } = await client.call({ method: 'GET', path: `Task/${id}`, signal });
  if (resource?.resourceType !== 'Task' || typeof resource.status !== 'string') {
    const message = `the answer is ${resource?.resourceType ?? 'empty'}, not a Task with a status`;
    throw new FhirError({ reason: 'unreadable', call: `GET Task/${id}`, message, status });
  }
  // Outputs are what the request is about: half of them must not pass for all.
  if (resource.output !== undefined && objectsIn(resource.output).length !== resource.output.length) {
    const message = 'the outputs of the Task are not a list of outputs';
    throw new FhirError({ reason: 'unreadable', call: `GET Task/${id}`, message, status });
  }
  return resource;
}

/**
 * Finds the account's Task with that identifier: by search where the edition has it, else among all of the
 * account's Tasks. Every hit is compared, since a server may ignore the parameter. The oldest one, where several
 * carry it; null where none does.
 */
export async function findTask(
  client: FhirClient,
  identifier: Identifier,
  signal?: AbortSignal,
): Promise<TaskAtService | null> {
  const token = encodeURIComponent(`${identifier.system}|${identifier.value}`);
  const path = editionNamed(client.account.edition).searchByIdentifier
    ? `Task?identifier=${token}`
    : 'Task?_count=100';
  let found: Task | null = null;
  for await (const page of searchPages(client, path, signal)) {
    for (const task of page) {
      if (task.resourceType === 'Task' && carries(task, identifier) && isOlder(task, found)) found = task;
    }
  }
  if (found?.id === undefined) return null;
  return { id: found.id, url: taskUrl(client, found.id), status: found.status };
}

function carries(task: Task, { system, value }: Identifier): boolean {
  return objectsIn(task.identifier).some((each) => each.system === system && each.value === value);
}

function isOlder(task: Task, other: Task | null): boolean {
  if (other === null) return true;
  return Date.parse(task.meta?.lastUpdated ?? '') < Date.parse(other.meta?.lastUpdated ?? '');
}
