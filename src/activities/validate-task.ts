import { Context, log } from '@temporalio/activity';
import type { Task } from 'fhir/r5';
import { createFailure } from '../contract/create-failure.js';
import { errorsAmong, KINDS, type Issue, type Kind, type ValidateTaskInput } from '../contract/index.js';
import { editionNamed, type Edition } from '../editions/index.js';
import { validateTask as askToValidate } from '../fhir/index.js';
import { checkTask } from '../rules/index.js';
import type { ActivityDependencies } from './dependencies.js';
import { failureOfCall } from './failures.js';

/**
 * Validates the Task before it is submitted: first by the edition's rules in this worker, then by the service (guide,
 * phpIdRequest step 3). Returns the warnings of both.
 */
export async function validateTask(
  { clients }: ActivityDependencies,
  input: ValidateTaskInput,
): Promise<Issue[]> {
  const client = clients.of(input.account);
  const edition = editionNamed(client.account.edition);
  const own = checkTask(input.task, edition.name, kindOf(input.task, edition));
  if (errorsAmong(own).length > 0) {
    throw createValidationFailure(
      errorsAmong(own),
      `the Task does not keep the rules of edition ${edition.name}; found here, before anything was sent`,
    );
  }
  const issues = await askToValidate(client, input.task, Context.current().cancellationSignal).catch(
    (error: unknown) => {
      throw failureOfCall(error);
    },
  );
  const errors = errorsAmong(issues);
  if (errors.length > 0) throw createValidationFailure(errors);
  const warnings = [...own, ...issues].filter((issue) => issue.severity === 'warning');
  if (warnings.length > 0) log.warn('the validation of the Task has warnings', { issues: warnings });
  return warnings;
}

/** Reads the kind of a request from the Task's code in the edition. A Task without a known code is a PhPID request. */
function kindOf(task: Task, edition: Edition): Kind {
  const asksFor = (code: string | undefined): boolean =>
    code !== undefined && (task.code?.coding ?? []).some((each) => each.code === code);
  return KINDS.find((kind) => asksFor(edition.requests[kind]?.code)) ?? 'phpid';
}

/** Creates one failure from all errors. */
export function createValidationFailure(errors: Issue[], what = 'the service finds the Task invalid'): Error {
  const texts = errors.map(({ expression, text }) =>
    expression.length === 0 ? text : `${expression.join(', ')}: ${text}`,
  );
  return createFailure('ValidationFailed', `${what}: ${texts.join('; ')}`, errors);
}
