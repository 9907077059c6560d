import type { PolledTask } from './activities.js';

/** Names of workflow types. Callers in any language use these strings. */
export const WORKFLOWS = { phpid: 'requestPhpid', gsid: 'requestGsid' } as const;

/** Where workers look for workflows, unless `IDMP_TASK_QUEUE` says otherwise. */
export const DEFAULT_TASK_QUEUE = 'idmp';

/** Payload of the signal `taskChanged`. */
export interface TaskChange {
  taskId: string;
  status: string;
  /**
   * What a sweep has read of the ended Task, as a poll would have: the request need not ask once more. Others leave it
   * out, and the request polls at once.
   */
  polled?: PolledTask;
}

/** Payload of the signal `cancel`; it may be left out. */
export interface CancelRequest {
  reason?: string;
}

/** Names of the messages that a request answers. */
export const CANCEL_SIGNAL = 'cancel';
/** Asks the service at once; no payload. */
export const POLL_NOW_SIGNAL = 'pollNow';
/** Says that somebody saw the Task change; payload {@link TaskChange}. */
export const TASK_CHANGED_SIGNAL = 'taskChanged';
/** Asks the service at once; answers the fresh `RequestStatus`. */
export const CHECK_NOW_UPDATE = 'checkNow';
/** Answers `RequestStatus`. */
export const STATUS_QUERY = 'status';
