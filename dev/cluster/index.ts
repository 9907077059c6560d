/** Temporal on PostgreSQL without Docker, for tests of what a production cluster does. */
export { Cluster } from './cluster.js';
