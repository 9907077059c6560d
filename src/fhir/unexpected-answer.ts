import type { FhirAnswer } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { errorsAmong } from '../contract/index.js';
import { issuesOf, isTransient } from './operation-outcome.js';

/**
 * Creates the error for an answer with 2xx that is not the expected resource. If it is an OperationOutcome, its first issue
 * is quoted. A transient issue makes it an error of the server (`server`) instead of an unreadable answer.
 *
 * @param expected the expected resource, with its article: `a Task`
 */
export function createUnexpectedAnswerError(
  call: string,
  { resource, status }: Pick<FhirAnswer, 'resource' | 'status'>,
  expected: string,
): FhirError {
  const issues = resource?.resourceType === 'OperationOutcome' ? issuesOf(resource) : [];
  const text = issues[0] === undefined ? '' : `: ${issues[0].text}`;
  return new FhirError({
    reason: isTransient(errorsAmong(issues)) ? 'server' : 'unreadable',
    call,
    message: `the answer is ${resource?.resourceType ?? 'empty'}, not ${expected}${text}`,
    status,
    issues,
  });
}
