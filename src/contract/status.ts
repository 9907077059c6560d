/** An issue in the form of FHIR's OperationOutcome: what is wrong, where, and how bad it is. */
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
/** Where a request stands. */
export type Stage = (typeof STAGES)[number];

/** Stages in which a request has ended. */
export const ENDED_STAGES: readonly Stage[] = ['completed', 'rejected', 'cancelled', 'failed'];

/** Statuses of a Task that has ended and leads to nothing; with `completed` they are the final ones. */
export const ENDED_WITHOUT_RESULT: readonly string[] = [
  'rejected',
  'failed',
  'cancelled',
  'entered-in-error',
];

/** Names of {@link CancellationOutcome}. */
export const CANCELLATION_OUTCOMES = ['pending', 'accepted', 'refused', 'unsupported'] as const;
/**
 * What became of a cancellation.
 * - `pending`: not decided yet
 * - `accepted`: no Task stands at the service, or it is called off there
 * - `refused`: the request goes on, and its result is delivered
 * - `unsupported`: the service has no way to cancel, and the Task still stands there
 */
export type CancellationOutcome = (typeof CANCELLATION_OUTCOMES)[number];

/** How a cancellation stands that was asked for. */
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
  /** `Task.status` as it was last seen at the service. */
  taskStatus: string | null;
  polls: number;
  /** ISO 8601. */
  lastPolledAt: string | null;
  /** ISO 8601. */
  nextPollAt: string | null;
  cancellation: CancellationStatus | null;
  issues: Issue[];
}
