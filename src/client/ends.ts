import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { isFailureType, type FailureDetails, type FailureType, type Issue } from '../contract/index.js';

/** The error of a request without a result, or of a backfill that could not start. `docs/calling.md` has a remedy for each type. */
export class IdmpFailure extends Error {
  override readonly name = 'IdmpFailure';

  constructor(
    readonly workflowId: string,
    readonly type: FailureType,
    reason: string,
    /** The problems, each with its place. */
    readonly issues: Issue[],
    /** Id of the Task at the service. Null if none was submitted. */
    readonly taskId: string | null,
    options?: ErrorOptions,
  ) {
    super(`${type}: ${reason}`, options);
  }
}

/** The error of a cancelled request or backfill. */
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
 * Converts Temporal's error for a workflow without a result to an error of this client. An end outside of the contract (for
 * example, an operator terminated the workflow) remains Temporal's `WorkflowFailedError`.
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
