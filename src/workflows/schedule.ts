import type { PollingSchedule } from '../contract/index.js';

/**
 * Milliseconds to wait before a poll: `initialSeconds`, then each wait `factor` times the one before, up to
 * `maximumSeconds`.
 *
 * @param waits how many waits of the schedule have passed
 */
export function waitMs({ initialSeconds, factor, maximumSeconds }: PollingSchedule, waits: number): number {
  return Math.min(maximumSeconds, initialSeconds * factor ** waits) * 1000;
}
