export type { ResultFormat } from './format.js';
export { findBackfill, UnknownBackfill, type KnownBackfill } from './known-backfill.js';
export type { RequestRow } from './request-row.js';
export { writeResults } from './write-results.js';
