/** Limits the milliseconds that a caller waits for a worker to answer a query. Without a worker, a query has no answer. */
export const ANSWER_TIMEOUT_MS = 10_000;
