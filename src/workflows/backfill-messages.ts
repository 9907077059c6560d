import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import {
  ADD_REQUESTS_UPDATE,
  CANCEL_SIGNAL,
  CLOSE_UPDATE,
  PAUSE_SIGNAL,
  PROGRESS_QUERY,
  RESUME_SIGNAL,
  type AddRequests,
  type BackfillProgress,
  type CancelRequest,
  type PageVerdict,
} from '../contract/index.js';

/** Messages that a backfill answers. Their names are in contract/backfill.ts. */
export const addRequests = defineUpdate<PageVerdict, [AddRequests]>(ADD_REQUESTS_UPDATE);
export const close = defineUpdate<BackfillProgress>(CLOSE_UPDATE);
export const pause = defineSignal(PAUSE_SIGNAL);
export const resume = defineSignal(RESUME_SIGNAL);
export const cancel = defineSignal<[CancelRequest?]>(CANCEL_SIGNAL);
export const progress = defineQuery<BackfillProgress>(PROGRESS_QUERY);
