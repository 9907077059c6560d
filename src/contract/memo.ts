import type { Identifier } from './result.js';
import type { FailureType } from './failures.js';

/**
 * Memo of a request. A list of workflows contains it, so that the outcomes of many requests need no call per request. It is
 * encrypted when payloads are encrypted, and small, because Temporal recommends at most 2 KiB.
 */
export interface RequestMemo {
  /** Subject of the request, set by `idmp` and `IdmpClient`. */
  subject?: RequestSubject;
  /** ISO 8601: start of the request, set by `idmp` and `IdmpClient`. A later run of the request starts later. */
  startedAt?: string;
  outcome?: RequestOutcome;
}

/** The product's or substance's own identifying data. */
export interface RequestSubject {
  identifier: Identifier | null;
  name: string | null;
}

/** Outcome of a request. */
export interface RequestOutcome {
  taskId: string | null;
  /** The PhPIDs with their levels, deepest last. */
  phpids?: { value: string; level: number | null }[];
  gsid?: string;
  productId?: string | null;
  /** Reason for the missing result. */
  reason?: { type: FailureType | 'Cancelled'; text: string };
  /** ISO 8601; null when no Task was submitted. */
  submittedAt: string | null;
  polls: number;
}

export const MEMO_SUBJECT = 'subject';
export const MEMO_STARTED_AT = 'startedAt';
export const MEMO_OUTCOME = 'outcome';
