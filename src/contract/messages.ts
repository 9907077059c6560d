/** Names of workflow types; default task queues. Callers in any language use these strings. */
export const WORKFLOWS = { phpid: 'requestPhpid', gsid: 'requestGsid' } as const;

/** Payload of the signal `taskChanged`. */
export interface TaskChange {
  taskId: string;
  status: string;
}

/** Names of the messages that a request answers. */
export const POLL_NOW_SIGNAL = 'pollNow';
export const TASK_CHANGED_SIGNAL = 'taskChanged';
export const CHECK_NOW_UPDATE = 'checkNow';
export const STATUS_QUERY = 'status';
