/** Temporal on PostgreSQL without Docker, for tests of a production cluster. */
export { Cluster, type ClusterOptions } from './cluster.js';
export { PostgresUnavailable } from './postgres-programs.js';
