import type { PollingSchedule } from '../contract/index.js';

/**
 * Limits the part by which a wait is shorter than the schedule's wait. It spreads the polls of requests that started together, or
 * that polled together after an outage. Of 1024 s it is 51 s, in which 20 calls per second poll a thousand Tasks. A wait is
 * never longer than the guide's, because the guide gives the longest wait.
 */
const JITTER = 0.05;

/**
 * Computes the milliseconds to wait before a poll: `initialSeconds`, then each wait `factor` times the one before, up to
 * `maximumSeconds`.
 *
 * @param waits number of completed waits of the schedule
 * @param chance random number from 0 to 1: the part of the jitter that this wait gets
 */
export function waitMs(
  { initialSeconds, factor, maximumSeconds }: PollingSchedule,
  waits: number,
  chance: number,
): number {
  const seconds = Math.min(maximumSeconds, initialSeconds * factor ** waits);
  return Math.round(seconds * (1 - JITTER * chance) * 1000);
}
