import { Context } from '@temporalio/activity';

/**
 * The server gives an attempt up 15 s after the last heartbeat that it heard, and a call of ours takes 12 s at most: so a
 * POST of a worker that is cut off from Temporal has ended before another attempt looks for its Task.
 */
export const HEARTBEAT_MS = 2_000;

/**
 * Runs an activity that may make several calls, and tells the server that its worker lives: a killed worker's
 * attempt is then taken up again after the heartbeat timeout, not after the whole activity's time limit.
 */
export async function heartbeating<T>(activity: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
  try {
    return await activity();
  } finally {
    clearInterval(timer);
  }
}
