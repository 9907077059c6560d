import { Context } from '@temporalio/activity';

/**
 * Interval of heartbeats in milliseconds. Temporal starts another attempt 15 s after the last heartbeat, and a call takes at most
 * 12 s. Therefore the POST of a disconnected worker has ended before another attempt searches for its Task.
 */
export const HEARTBEAT_MS = 2_000;

/**
 * Runs an activity that may make several calls, and sends heartbeats. Temporal then retries the attempt of a killed worker after
 * the heartbeat timeout, and not after the timeout of the whole activity.
 */
export async function runWithHeartbeats<T>(activity: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
  try {
    return await activity();
  } finally {
    clearInterval(timer);
  }
}
