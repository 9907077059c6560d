import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { isFailureType, type FailureDetails, type FailureType, type Issue } from '../contract/index.js';

/** A request that ended without a result, or a backfill that could not begin. `docs/calling.md` says what to do about each type. */
export class IdmpFailure extends Error {
  override readonly name = 'IdmpFailure';

  constructor(
    readonly workflowId: string,
    readonly type: FailureType,
    reason: string,
    /** What is wrong, and where. */
    readonly issues: Issue[],
    /** Id of the Task at the service; null where none was submitted. */
    readonly taskId: string | null,
    options?: ErrorOptions,
  ) {
    super(`${type}: ${reason}`, options);
  }
}

/** A request or a backfill that was called off. */
export class IdmpCancelled extends Error {
  override readonly name = 'IdmpCancelled';

  constructor(
    readonly workflowId: string,
    options?: ErrorOptions,
  ) {
    super(`${workflowId} was cancelled`, options);
  }
}

/**
 * What Temporal says of a workflow without a result, in our terms. What is no end of the contract's (somebody terminated it)
 * stays Temporal's `WorkflowFailedError`.
 */
export function toClientError(error: unknown, workflowId: string): unknown {
  if (!(error instanceof WorkflowFailedError)) return error;
  const { cause } = error;
  if (cause instanceof CancelledFailure) return new IdmpCancelled(workflowId, { cause: error });
  if (!(cause instanceof ApplicationFailure) || !isFailureType(cause.type)) return error;
  const [details] = (cause.details ?? []) as [FailureDetails?];
  const { issues = [], taskId = null } = details ?? {};
  return new IdmpFailure(workflowId, cause.type, cause.message, issues, taskId, { cause: error });
}
