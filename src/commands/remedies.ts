import type { FailureType } from '../contract/index.js';

/** What the caller does about each failure; docs/failures.md has a section of that name for each. */
const REMEDIES: Readonly<Record<FailureType, string>> = {
  InvalidRequest: 'mend the input ("idmp validate FILE" checks it), and ask again',
  UnsupportedByEdition: 'leave out what this edition has no place for, or ask an account of another edition',
  ValidationFailed: 'mend what the service names, and ask again',
  TaskRejected: 'mend what the people at the service name, and ask again',
  TaskFailed: 'ask again; where it fails again, ask the service why, with the address of the Task',
  TaskGone: 'ask the service what became of the Task, then ask again',
  DeadlineExceeded:
    '"idmp status ID --remote" shows the Task; ask again, with a later deadline where it needs one',
  ProtocolError: 'report it to the service, with the address of the Task; ask again when it is mended',
  UnknownAccount: 'name an account that the workers have, or add it to their configuration',
};

/** What to do next, and where that is told at length. */
export function remedyLines(type: string | null | undefined): string[] {
  const remedy = Object.entries(REMEDIES).find(([name]) => name === type)?.[1];
  return remedy === undefined ? [] : [`→ ${remedy}`, `  docs/failures.md#${type?.toLowerCase()}`];
}
