import type { PollingSchedule } from '../contract/index.js';

/**
 * A wait is up to so much shorter than the schedule has it: a thousand requests that start together, or are polled
 * together after the service was down, drift apart. Of 1024 s that is 51 s, in which 20 calls a second ask for a
 * thousand; and no wait is longer than the guide has it.
 */
const JITTER = 0.05;

/**
 * Milliseconds to wait before a poll: `initialSeconds`, then each wait `factor` times the one before, up to
 * `maximumSeconds`.
 *
 * @param waits how many waits of the schedule have passed
 * @param chance from 0 to 1; decides how much of the jitter this wait gets
 */
export function waitMs(
  { initialSeconds, factor, maximumSeconds }: PollingSchedule,
  waits: number,
  chance: number,
): number {
  const seconds = Math.min(maximumSeconds, initialSeconds * factor ** waits);
  return Math.round(seconds * (1 - JITTER * chance) * 1000);
}
