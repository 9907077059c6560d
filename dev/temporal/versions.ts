/**
 * Pinned versions of the embedded servers, all in this file. The names of the cache's folders contain
 * them, so that raising one here fetches anew and leaves the old one alone.
 */

/**
 * Temporal CLI: brings server 1.29.1 and web UI 2.42.1. 1.5.1 is the last one that `go install` can build: later
 * ones have a `replace` directive in their go.mod, which `go install pkg@version` refuses.
 */
export const CLI_VERSION = '1.5.1';

/** Time-skipping test server of the Java SDK; the one that `@temporalio/testing` 1.24.0 was tested with. */
export const TEST_SERVER_VERSION = '1.31.0';

/** Keeps that server's logging library from complaining on stderr that it has no back end; the version it depends on. */
export const SLF4J_VERSION = '1.7.36';

/** The server by itself, for a cluster on PostgreSQL (dev/cluster): the one that the CLI above has in it. */
export const SERVER_VERSION = '1.29.1';
