import { Context } from '@temporalio/activity';

const HEARTBEAT_MS = 4_000;

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
