import type { FailureType } from './failures.js';

/** What to do about a request that failed, for the person who asked for it. docs/failures.md tells more of each. */
export const REMEDIES: Readonly<Record<FailureType, string>> = {
  InvalidRequest: 'Nothing was sent. Mend what the issues name, and start the request again.',
  UnsupportedByEdition:
    'Nothing was sent. Leave out what the issues name, or ask an account of another edition.',
  ValidationFailed:
    'The service found errors and took nothing in. Mend what the issues name, and start the request again.',
  TaskRejected:
    'People at the service said no. Mend what their reason names, and start the request again: under the same id it gets a new Task.',
  TaskFailed:
    'The Task ended at the service without a result. Ask there why; the request can be started again under the same id.',
  TaskGone:
    'Ask the service what became of the Task: it was deleted, or belongs to another key. The request can be started again under the same id.',
  DeadlineExceeded:
    'Look at the service whether the Task has ended since (idmp status ID --remote). A longer polling.deadlineSeconds waits longer.',
  ProtocolError:
    'The service’s answer is not as its guide has it: report the Task and the issues there. The Task may hold the result all the same.',
  UnknownAccount:
    'The workers have no such account: add it to their configuration, or name one that they have.',
};
