import type { Kind } from './editions.js';
import type { PollingSchedule, RequestInput } from './request.js';
import type { Issue } from './status.js';

/** Workflow type of a backfill; the workflow id is the backfill's id. */
export const BACKFILL_WORKFLOW = 'backfill';

/** Names of the messages that a backfill answers. */
export const ADD_REQUESTS_UPDATE = 'addRequests';
/** Says that no more pages come; answers `BackfillProgress`. */
export const CLOSE_UPDATE = 'close';
/** Starts no more requests, until {@link RESUME_SIGNAL}. */
export const PAUSE_SIGNAL = 'pause';
/** Goes on after {@link PAUSE_SIGNAL}. */
export const RESUME_SIGNAL = 'resume';
/** Answers `BackfillProgress`. */
export const PROGRESS_QUERY = 'progress';

/** Input of the workflow `backfill`. */
export interface BackfillInput {
  /** Account of the requests that name none; default `default`. */
  account?: string;
  /** So many requests are started a second; default {@link DEFAULT_REQUESTS_PER_SECOND}. */
  requestsPerSecond?: number;
  /** Schedule of the requests that say nothing of it. */
  polling?: Partial<PollingSchedule>;
}

/**
 * Each request makes two calls at once (`$validate`, `POST Task`), so this is half of what the service is asked to bear by
 * default, and leaves the other half to polls, results and single requests.
 */
export const DEFAULT_REQUESTS_PER_SECOND = 5;

/** Payload of the update `addRequests`. */
export interface AddRequests {
  /** Number of the page: the same page again changes nothing, and has the same answer. */
  page: number;
  kind: Kind;
  requests: RequestInput[];
}

/** Answer of `addRequests`. */
export interface PageVerdict {
  /** So many are going to be started. */
  accepted: number;
  /** So many are asked for already: by this backfill, by another one, or by hand. */
  known: number;
  /** Those that are not started, by their place in the page. */
  invalid: { index: number; issues: Issue[] }[];
}

/** Answer of `close` and of the query `progress`, and the backfill's result. Numbers of requests, but for the last two. */
export interface BackfillProgress {
  /** Accepted: valid, and not known before. */
  added: number;
  started: number;
  invalid: number;
  /** Started, and not ended. */
  waiting: number;
  completed: number;
  rejected: number;
  failed: number;
  cancelled: number;
  paused: boolean;
  /** No more pages come. */
  closed: boolean;
}

/** Result of the workflow `backfill`: how it stood at its end. */
export type BackfillResult = BackfillProgress;

/** How many of a backfill's requests have ended, by how. */
export type EndedRequests = Pick<BackfillProgress, 'completed' | 'rejected' | 'failed' | 'cancelled'>;

/** A request of a backfill that is to be started. */
export interface PlannedRequest {
  kind: Kind;
  workflowId: string;
  request: RequestInput;
}
