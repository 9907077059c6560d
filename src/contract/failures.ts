import type { Issue } from './status.js';

/** Types of the `ApplicationFailure`s that end a request. */
export const FAILURE_TYPES = [
  /** The input is not a valid request; nothing was submitted. */
  'InvalidRequest',
  /** The edition does not support the request or a part of it; nothing was submitted. */
  'UnsupportedByEdition',
  /** The service's `$validate`, or its answer to the submission, found errors. */
  'ValidationFailed',
  /** Reviewers at the service rejected the Task. */
  'TaskRejected',
  /** The Task ended at the service as failed, cancelled or entered in error. */
  'TaskFailed',
  /** The Task no longer exists at the service. */
  'TaskGone',
  /** The Task did not end within the request's deadline. */
  'DeadlineExceeded',
  /** The service's answer stayed unreadable or incomplete after all attempts. */
  'ProtocolError',
  /** The worker's configuration does not contain the account. */
  'UnknownAccount',
] as const;
/** One of {@link FAILURE_TYPES}. */
export type FailureType = (typeof FAILURE_TYPES)[number];

/** Tells whether a type of an `ApplicationFailure` is one of the contract. */
export function isFailureType(type: string | null | undefined): type is FailureType {
  return FAILURE_TYPES.some((each) => each === type);
}

/** `details[0]` of each of these failures. */
export interface FailureDetails {
  issues: Issue[];
  taskId: string | null;
}
