/** Workflow type that looks for an account's finished Tasks, and tells their requests. */
export const SWEEP_WORKFLOW = 'sweep';

/** Input of the workflow `sweep`. */
export interface SweepInput {
  account: string;
}

/** Result of the workflow `sweep`. */
export interface SweepResult {
  /** Finished Tasks that the service showed, other people's included. */
  seen: number;
  /** Requests that were told. */
  signalled: number;
}

/** Id of an account's Schedule, and the beginning of its runs' workflow ids. */
export function sweepId(account: string): string {
  return `sweep/${account}`;
}
