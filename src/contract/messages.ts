import type { PolledTask } from './activities.js';

/** Names of workflow types. Callers in any language use these strings. */
export const WORKFLOWS = { phpid: 'requestPhpid', gsid: 'requestGsid' } as const;

/** Default task queue of workflows; `IDMP_TASK_QUEUE` sets another one. */
export const DEFAULT_TASK_QUEUE = 'idmp';

/** Payload of the signal `taskChanged`. */
export interface TaskChange {
  taskId: string;
  status: string;
  /**
   * The final Task as a sweep has read it, which saves the request a poll. Without it the request polls at once.
   */
  polled?: PolledTask;
}

/** Optional payload of the signal `cancel`. */
export interface CancelRequest {
  reason?: string;
}

/** Names of the messages that a request answers. */
export const CANCEL_SIGNAL = 'cancel';
/** Polls the Task now; no payload. */
export const POLL_NOW_SIGNAL = 'pollNow';
/** Reports that the Task has changed; payload {@link TaskChange}. */
export const TASK_CHANGED_SIGNAL = 'taskChanged';
/** Polls the Task now; returns the new `RequestStatus`. */
export const CHECK_NOW_UPDATE = 'checkNow';
/** Returns `RequestStatus`. */
export const STATUS_QUERY = 'status';
