/** Temporal on PostgreSQL without Docker, for tests of a production cluster. */
export { Cluster } from './cluster.js';
