import type { Kind } from '../../contract/index.js';

/** Kinds of requests as messages spell them. */
export const KIND_NAMES: Readonly<Record<Kind, string>> = { phpid: 'PhPID', gsid: 'GSID' };
