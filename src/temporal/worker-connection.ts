import { setTimeout as delay } from 'node:timers/promises';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { hostOf, messageOf, type TemporalAddress } from './connection.js';

/** Delay between two attempts, in milliseconds. */
const RETRY_MS = 2_000;

/**
 * Connects workers to Temporal. If the server does not run yet, or restarts, this retries and logs it. Null if `signal` ends
 * the wait.
 */
export async function connectWorker(
  address: TemporalAddress,
  logger: Logger,
  signal: AbortSignal,
): Promise<NativeConnection | null> {
  while (!signal.aborted) {
    try {
      return await NativeConnection.connect(address.connectionOptions);
    } catch (error) {
      logger.warn({ address: hostOf(address), reason: messageOf(error) }, 'cannot reach Temporal; retrying');
    }
    await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
  }
  return null;
}
