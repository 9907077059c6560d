import { Context, log } from '@temporalio/activity';
import type { Issue, ValidateTaskInput } from '../contract/index.js';
import { errorsAmong, validateTask as askToValidate } from '../fhir/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall, finalFailure } from './failures.js';

/** Has the service judge the Task before it is submitted (guide, phpIdRequest step 3). */
export async function validateTask(
  { clients }: ActivityDependencies,
  input: ValidateTaskInput,
): Promise<Issue[]> {
  const client = clients.of(input.account);
  const issues = await askToValidate(client, input.task, Context.current().cancellationSignal).catch(
    (error: unknown) => {
      throw failureOfCall(error);
    },
  );
  const errors = errorsAmong(issues);
  if (errors.length > 0) throw validationFailed(errors);
  const warnings = issues.filter((issue) => issue.severity === 'warning');
  if (warnings.length > 0) log.warn('the service has warnings about the Task', { issues: warnings });
  return warnings;
}

/** All errors, in one failure. */
export function validationFailed(errors: Issue[]): Error {
  const texts = errors.map(({ expression, text }) =>
    expression.length === 0 ? text : `${expression.join(', ')}: ${text}`,
  );
  return finalFailure('ValidationFailed', `the service finds the Task invalid: ${texts.join('; ')}`, errors);
}
