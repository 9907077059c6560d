/** Issue in the form of FHIR's OperationOutcome: severity, type, text and place. */
export interface Issue {
  severity: 'fatal' | 'error' | 'warning' | 'information' | 'success';
  /** FHIR issue type: `required`, `value`, `invariant`, `not-found`, … */
  code: string;
  text: string;
  /** FHIRPath of the element: `Task.input[0]`, or the place in the simple form: `product.ingredients[0].strength`. */
  expression: string[];
}

/** Names of {@link Stage}, in the order of a request's life. */
export const STAGES = [
  'building',
  'validating',
  'submitting',
  'waiting',
  'fetching',
  'completed',
  'rejected',
  'cancelling',
  'cancelled',
  'failed',
] as const;
/** Stage of a request. */
export type Stage = (typeof STAGES)[number];

/** Stages in which a request has ended. */
export const ENDED_STAGES: readonly Stage[] = ['completed', 'rejected', 'cancelled', 'failed'];

/** Final statuses of a Task without a result. `completed` is the only other final status. */
export const ENDED_WITHOUT_RESULT: readonly string[] = [
  'rejected',
  'failed',
  'cancelled',
  'entered-in-error',
];

/** Names of {@link CancellationOutcome}. */
export const CANCELLATION_OUTCOMES = ['pending', 'accepted', 'refused', 'unsupported'] as const;
/**
 * Outcome of a cancellation.
 * - `pending`: not decided yet
 * - `accepted`: the service has no Task of the request, or has cancelled it
 * - `refused`: the request continues, and its result is delivered
 * - `unsupported`: the service does not support a cancellation, and the Task still exists there
 */
export type CancellationOutcome = (typeof CANCELLATION_OUTCOMES)[number];

/** State of a requested cancellation. */
export interface CancellationStatus {
  reason: string | null;
  /** ISO 8601. */
  requestedAt: string;
  outcome: CancellationOutcome;
}

/** Answer of the query `status` and the update `checkNow`. */
export interface RequestStatus {
  stage: Stage;
  taskId: string | null;
  taskUrl: string | null;
  /** `Task.status` as the last poll or sweep read it. */
  taskStatus: string | null;
  polls: number;
  /** ISO 8601. */
  lastPolledAt: string | null;
  /** ISO 8601. */
  nextPollAt: string | null;
  cancellation: CancellationStatus | null;
  issues: Issue[];
}
