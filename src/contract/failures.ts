import type { Issue } from './status.js';

/** Types of the `ApplicationFailure`s that end a request. */
export const FAILURE_TYPES = [
  /** The input cannot be made into a Task; nothing was sent. */
  'InvalidRequest',
  /** The edition has no such request, or no place for something in it; nothing was sent. */
  'UnsupportedByEdition',
  /** The service's `$validate`, or its answer to the submission, found errors. */
  'ValidationFailed',
  /** People at the service rejected the Task. */
  'TaskRejected',
  /** The Task ended at the service as failed, cancelled or entered in error. */
  'TaskFailed',
  /** The Task is no longer at the service. */
  'TaskGone',
  /** The Task did not end within the request's deadline. */
  'DeadlineExceeded',
  /** The service's answer makes no sense, and asking again did not help. */
  'ProtocolError',
  /** The worker's configuration has no such account. */
  'UnknownAccount',
] as const;
/** One of {@link FAILURE_TYPES}. */
export type FailureType = (typeof FAILURE_TYPES)[number];

export function isFailureType(type: string | null | undefined): type is FailureType {
  return FAILURE_TYPES.some((each) => each === type);
}

/** `details[0]` of each of these failures. */
export interface FailureDetails {
  issues: Issue[];
  taskId: string | null;
}
