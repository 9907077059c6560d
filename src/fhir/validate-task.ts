import type { Task } from 'fhir/r5';
import { errorsAmong, type Issue } from '../contract/index.js';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { issuesOf, isTransient } from './operation-outcome.js';
import { createUnexpectedAnswerError } from './unexpected-answer.js';

const CALL = 'POST Task/$validate';

/** A redirect, 406 or 415 is none of these: there the account is set up wrongly, and the operation may well be there. */
const NO_SUCH_OPERATION = [404, 405, 501];

/**
 * `POST Task/$validate`. The verdict is the OperationOutcome's, whatever status code it comes with. A service
 * without the operation judges at the submission: a warning says so. It is asked in any case, since no edition's
 * capability statement lists the operation that the pages want.
 *
 * @throws FhirError; `server` where the service could not judge now.
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
    message: `could not be judged now: ${errors[0]?.text}`,
    issues,
  });
}

function createMissingOperationWarning({ status }: FhirError): Issue {
  const text = `the service has no Task/$validate (it answered ${status}): the Task is judged when it is submitted`;
  return { severity: 'warning', code: 'not-supported', text, expression: [] };
}
