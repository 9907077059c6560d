import type { Kind } from './editions.js';
import type { PollingSchedule, RequestInput } from './request.js';
import type { Issue } from './status.js';

/** Workflow type of a backfill; the workflow id is the backfill's id. */
export const BACKFILL_WORKFLOW = 'backfill';

/** Names of the messages that a backfill answers. */
export const ADD_REQUESTS_UPDATE = 'addRequests';
/** Closes the backfill for more pages; returns `BackfillProgress`. */
export const CLOSE_UPDATE = 'close';
/** Stops the starting of requests until {@link RESUME_SIGNAL}. */
export const PAUSE_SIGNAL = 'pause';
/** Continues the starting of requests after {@link PAUSE_SIGNAL}. */
export const RESUME_SIGNAL = 'resume';
/** Returns `BackfillProgress`. */
export const PROGRESS_QUERY = 'progress';

/** Input of the workflow `backfill`. */
export interface BackfillInput {
  /** Account of requests without an account; default `default`. */
  account?: string;
  /** Rate of starts, in requests per second; default {@link DEFAULT_REQUESTS_PER_SECOND}. */
  requestsPerSecond?: number;
  /** Polling schedule of requests without their own. */
  polling?: Partial<PollingSchedule>;
}

/**
 * Default rate of starts, in requests per second. A request starts with two calls (`$validate`, `POST Task`), so this uses half of
 * the default rate limit of calls. The other half remains for polls, results and single requests.
 */
export const DEFAULT_REQUESTS_PER_SECOND = 5;

/** Payload of the update `addRequests`. */
export interface AddRequests {
  /** Number of the page. Adding the same page again changes nothing and returns the same verdict. */
  page: number;
  kind: Kind;
  requests: RequestInput[];
}

/** Answer of `addRequests`. */
export interface PageVerdict {
  /** Number of requests that will be started. */
  accepted: number;
  /** Number of requests that already exist: of this backfill, another one, or a single request. */
  known: number;
  /** Invalid requests, which are not started, by their index in the page. */
  invalid: { index: number; issues: Issue[] }[];
}

/** Answer of `close` and of the query `progress`, and the backfill's result. All but the last two fields count requests. */
export interface BackfillProgress {
  /** Accepted requests: valid, and not known before. */
  added: number;
  started: number;
  invalid: number;
  /** Requests that have started and not ended. */
  waiting: number;
  completed: number;
  rejected: number;
  failed: number;
  cancelled: number;
  paused: boolean;
  /** Whether the backfill accepts no more pages. */
  closed: boolean;
}

/** Result of the workflow `backfill`: its last progress. */
export type BackfillResult = BackfillProgress;

/** Number of a backfill's ended requests, by outcome. */
export type EndedRequests = Pick<BackfillProgress, 'completed' | 'rejected' | 'failed' | 'cancelled'>;

/** Request of a backfill that waits to be started. */
export interface PlannedRequest {
  kind: Kind;
  workflowId: string;
  request: RequestInput;
}
