import type { Identifier } from './result.js';
import type { FailureType } from './failures.js';

/**
 * What a request's memo says, so that a list of workflows tells what became of each without a call per request. It is
 * encrypted where payloads are, and holds little: Temporal advises 2 KiB.
 */
export interface RequestMemo {
  /** What was asked for; known from the start where our own starters started it. */
  subject?: RequestSubject;
  /** ISO 8601: when one of our own starters started it. A request that waits long goes on in new runs, which begin later. */
  startedAt?: string;
  outcome?: RequestOutcome;
}

/** The product's or substance's own identifying data. */
export interface RequestSubject {
  identifier: Identifier | null;
  name: string | null;
}

/** How a request ended. */
export interface RequestOutcome {
  taskId: string | null;
  /** The PhPIDs with their levels, deepest last. */
  phpids?: { value: string; level: number | null }[];
  gsid?: string;
  productId?: string | null;
  /** Why there is no result. */
  reason?: { type: FailureType | 'Cancelled'; text: string };
  /** ISO 8601; null where the request was never submitted. */
  submittedAt: string | null;
  polls: number;
}

export const MEMO_SUBJECT = 'subject';
export const MEMO_STARTED_AT = 'startedAt';
export const MEMO_OUTCOME = 'outcome';
