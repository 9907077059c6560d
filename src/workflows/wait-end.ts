import type { TaskOutput } from '../contract/index.js';

/** The three ways in which a run stops waiting for its Task. */
export type WaitEnd =
  | { how: 'completed'; outputs: TaskOutput[] }
  /** The request ends as cancelled. */
  | { how: 'cancelled' }
  /** The request continues as a new run. */
  | { how: 'continue' };

export const CANCELLED: WaitEnd = { how: 'cancelled' };
export const CONTINUE: WaitEnd = { how: 'continue' };
