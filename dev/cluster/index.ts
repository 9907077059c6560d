/** Temporal on PostgreSQL without Docker, for tests of what a production cluster does. */
export { Cluster, type ClusterOptions } from './cluster.js';
export { PostgresUnavailable } from './postgres-programs.js';
