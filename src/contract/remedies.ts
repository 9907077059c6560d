import type { FailureType } from './failures.js';

/** Advice for the caller of a failed request, by failure type. docs/failures.md has the details. */
export const REMEDIES: Readonly<Record<FailureType, string>> = {
  InvalidRequest: 'Nothing was submitted. Fix the issues, and start the request again.',
  UnsupportedByEdition:
    'Nothing was submitted. Remove the parts that the issues name, or use an account of another edition.',
  ValidationFailed:
    'The service found errors and accepted nothing. Fix the issues, and start the request again.',
  TaskRejected:
    'Reviewers at the service rejected the Task. Fix the reason that they give, and start the request again: under the same id it gets a new Task.',
  TaskFailed:
    'The Task ended at the service without a result. Ask the service for the reason. You can start the request again under the same id.',
  TaskGone:
    'Ask the service about the Task: it was deleted, or belongs to another key. You can start the request again under the same id.',
  DeadlineExceeded:
    'Check whether the Task has ended since (idmp status ID --remote). To wait longer, set a longer polling.deadlineSeconds.',
  ProtocolError:
    'The service’s answer is not as the guide describes it. Report the Task and the issues to the service. The Task may still contain the result.',
  UnknownAccount:
    'The workers do not know the account. Add it to their configuration, or use another account.',
};
