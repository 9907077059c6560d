import type { Issue } from '../contract/index.js';

/**
 * Reason why a call gave no usable answer.
 * - `network`: no answer, or an incomplete one (refused, reset, timed out)
 * - `server`: 5xx
 * - `throttled`: 429
 * - `denied`: 401, 403
 * - `missing`: 404, 410
 * - `invalid`: 400, 413, 422; the service refuses the content
 * - `conflict`: 409, 412
 * - `unsupported`: 405, 406, 415, 501 and redirects; this address does not support the call
 * - `unreadable`: an answer that is not FHIR, or is too large
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

/** Content of a FhirError. */
export interface FhirErrorFacts {
  reason: FhirErrorReason;
  /** Method and path: `GET Task/1`. Never contains a header. */
  call: string;
  message: string;
  status?: number | undefined;
  issues?: Issue[] | undefined;
  retryAfterSeconds?: number | null | undefined;
}

/** Error of a call to the FHIR service without a usable answer. It has method and path of the request, and no more of it. */
export class FhirError extends Error {
  override readonly name = 'FhirError';
  readonly reason: FhirErrorReason;
  readonly status: number | null;
  readonly issues: Issue[];
  /** Value of the service's `Retry-After`, in seconds. */
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

/** Returns the reason for a status code outside 2xx. */
export function reasonOf(status: number): FhirErrorReason {
  return BY_STATUS[status] ?? (status >= 500 ? 'server' : status >= 400 ? 'invalid' : 'unsupported');
}
