/** The package's API for programs: the client, its errors, and the types of its inputs and results (docs/calling.md). */
export { IdmpClient, type IdmpClientOptions, type RequestStart, type StartedRequest } from './idmp-client.js';
export { IdmpRequest } from './request.js';
export { IdmpBackfill, type StartedBackfill } from './backfill.js';
export { IdmpCancelled, IdmpFailure } from './ends.js';
export { ConfigError } from '../configuration/config.js';
export { TemporalUnreachable } from '../temporal/connection.js';
export * from '../contract/backfill.js';
export * from '../contract/editions.js';
export * from '../contract/failures.js';
export * from '../contract/messages.js';
export * from '../contract/product.js';
export * from '../contract/request.js';
export * from '../contract/result.js';
export * from '../contract/search-attributes.js';
export * from '../contract/status.js';
export * from '../contract/sweep.js';
