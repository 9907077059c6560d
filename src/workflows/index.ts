/** The workflow types that the worker registers: every export is one. */
export { requestGsid } from './request-gsid.js';
export { requestPhpid } from './request-phpid.js';
