import { ApplicationFailure } from '@temporalio/common';
import type { FailureDetails, FailureType } from './failures.js';
import type { Issue } from './status.js';

/**
 * Creates a failure that ends the request. It has no stack trace, because it is an outcome of the request and not a bug: the
 * trace would only hide the issues.
 */
export function createFailure(
  type: FailureType,
  message: string,
  issues: Issue[],
  taskId: string | null = null,
): ApplicationFailure {
  const details: FailureDetails = { issues, taskId };
  const failure = ApplicationFailure.create({ type, message, nonRetryable: true, details: [details] });
  failure.stack = '';
  return failure;
}
