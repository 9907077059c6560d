/** Workflow types that the worker registers: each export is one. */
export { backfill } from './backfill.js';
export { requestGsid } from './request-gsid.js';
export { requestPhpid } from './request-phpid.js';
export { sweep } from './sweep.js';
