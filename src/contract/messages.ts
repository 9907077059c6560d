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
export const POLL_NOW_SIGNAL = 'pollNow';
export const TASK_CHANGED_SIGNAL = 'taskChanged';
export const CHECK_NOW_UPDATE = 'checkNow';
export const STATUS_QUERY = 'status';
