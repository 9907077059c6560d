import type { FhirAnswer } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { errorsAmong } from '../contract/index.js';
import { issuesOf, isTransient } from './operation-outcome.js';

/**
 * The error of an answer that came with 2xx and is not what was asked for. An OperationOutcome in its place says why,
 * and where it says that nothing could be judged or read now, the service is not well (`server`), not senseless.
 *
 * @param expected with its article: `a Task`
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
