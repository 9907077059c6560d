import type { Task } from 'fhir/r5';
import { errorsAmong, type Issue } from '../contract/index.js';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { issuesOf, isTransient } from './operation-outcome.js';
import { createUnexpectedAnswerError } from './unexpected-answer.js';

const CALL = 'POST Task/$validate';

/**
 * Status codes of a service without the operation. A redirect, 406 and 415 are not among them, because they mean that the
 * account is configured wrongly.
 */
const NO_SUCH_OPERATION = [404, 405, 501];

/**
 * Validates a Task at the service (`POST Task/$validate`). The OperationOutcome is the verdict, with any status code. A
 * service without the operation checks the Task at submission, and a warning tells so. The call is always made, because the
 * guide's pages require the operation, but no edition's capability statement lists it.
 *
 * @throws FhirError; `server` if the service could not judge now
 */
export async function validateTask(client: FhirCaller, task: Task, signal?: AbortSignal): Promise<Issue[]> {
  try {
    const answer = await client.call({ method: 'POST', path: 'Task/$validate', body: task, signal });
    const { resource } = answer;
    if (resource?.resourceType === 'OperationOutcome') return readVerdict(issuesOf(resource));
    throw createUnexpectedAnswerError(CALL, answer, 'an OperationOutcome');
  } catch (error) {
    if (!(error instanceof FhirError)) throw error;
    const isVerdict = error.reason === 'invalid' || error.reason === 'conflict';
    if (isVerdict && error.issues.length > 0) return readVerdict(error.issues);
    if (NO_SUCH_OPERATION.includes(error.status ?? 0)) return [createMissingOperationWarning(error)];
    throw error;
  }
}

function readVerdict(issues: Issue[]): Issue[] {
  const errors = errorsAmong(issues);
  if (!isTransient(errors)) return issues;
  throw new FhirError({
    reason: 'server',
    call: CALL,
    message: `the service could not validate the Task now: ${errors[0]?.text}`,
    issues,
  });
}

function createMissingOperationWarning({ status }: FhirError): Issue {
  const text = `the service does not support Task/$validate (it answered ${status}); it checks the Task at submission`;
  return { severity: 'warning', code: 'not-supported', text, expression: [] };
}
