import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import {
  CANCEL_SIGNAL,
  CHECK_NOW_UPDATE,
  POLL_NOW_SIGNAL,
  STATUS_QUERY,
  TASK_CHANGED_SIGNAL,
  type CancelRequest,
  type RequestStatus,
  type TaskChange,
} from '../contract/index.js';

/** Messages that a request answers. Their names are in contract/messages.ts. */
export const cancel = defineSignal<[CancelRequest?]>(CANCEL_SIGNAL);
export const pollNow = defineSignal(POLL_NOW_SIGNAL);
export const taskChanged = defineSignal<[TaskChange?]>(TASK_CHANGED_SIGNAL);
export const status = defineQuery<RequestStatus>(STATUS_QUERY);
export const checkNow = defineUpdate<RequestStatus>(CHECK_NOW_UPDATE);
