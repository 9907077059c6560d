/**
 * Metrics whose buckets the exporter has to know (src/observability/exporter.ts), since workflows record them, too. No other
 * metric may have one of these names within its own.
 */
export const REQUEST_DURATION = 'idmp_request_duration_seconds';
export const POLL_AGE = 'idmp_poll_age_seconds';
export const SWEEP_DURATION = 'idmp_sweep_duration_seconds';

/** Label `account` of what belongs to no account that is known to be one: callers may write anything. */
export const UNKNOWN_ACCOUNT_LABEL = 'unknown';
