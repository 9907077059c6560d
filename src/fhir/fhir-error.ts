import type { Issue } from '../contract/index.js';

/**
 * Why a call gave no usable answer.
 * - `network`: no answer, or not a whole one (refused, reset, timed out)
 * - `server`: 5xx
 * - `throttled`: 429
 * - `denied`: 401, 403
 * - `missing`: 404, 410
 * - `invalid`: 400, 413, 422: the service judged what was sent
 * - `conflict`: 409, 412
 * - `unsupported`: 405, 406, 415, 501 and redirects: this address does not do what was asked
 * - `unreadable`: an answer that is not FHIR, or larger than can be taken
 */
export type FhirErrorReason =
  | 'network'
  | 'server'
  | 'throttled'
  | 'denied'
  | 'missing'
  | 'invalid'
  | 'conflict'
  | 'unsupported'
  | 'unreadable';

export interface FhirErrorFacts {
  reason: FhirErrorReason;
  /** What was asked: `GET Task/1`. Never carries a header. */
  call: string;
  message: string;
  status?: number | undefined;
  issues?: Issue[] | undefined;
  retryAfterSeconds?: number | null | undefined;
}

/** A call to the FHIR service that gave no usable answer; it has nothing of the request but method and path. */
export class FhirError extends Error {
  override readonly name = 'FhirError';
  readonly reason: FhirErrorReason;
  readonly status: number | null;
  readonly issues: Issue[];
  /** What the service asked for, in seconds. */
  readonly retryAfterSeconds: number | null;

  constructor(facts: FhirErrorFacts) {
    super(`${facts.call}: ${facts.message}`);
    this.reason = facts.reason;
    this.status = facts.status ?? null;
    this.issues = facts.issues ?? [];
    this.retryAfterSeconds = facts.retryAfterSeconds ?? null;
  }
}

const BY_STATUS: Readonly<Record<number, FhirErrorReason>> = {
  400: 'invalid',
  401: 'denied',
  403: 'denied',
  404: 'missing',
  405: 'unsupported',
  406: 'unsupported',
  408: 'network',
  409: 'conflict',
  410: 'missing',
  412: 'conflict',
  413: 'invalid',
  415: 'unsupported',
  422: 'invalid',
  425: 'server',
  429: 'throttled',
  501: 'unsupported',
};

/** What a status code outside 2xx means for the caller. */
export function reasonOf(status: number): FhirErrorReason {
  return BY_STATUS[status] ?? (status >= 500 ? 'server' : status >= 400 ? 'invalid' : 'unsupported');
}
