import { setTimeout as delay } from 'node:timers/promises';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { hostOf, messageOf, type TemporalAddress } from './connection.js';

const RETRY_MS = 2_000;

/**
 * A connection for workers. A worker may be started before its server, or while that restarts: it waits, and says so.
 * Null where `signal` ends the waiting.
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
      logger.warn(
        { address: hostOf(address), reason: messageOf(error) },
        'Temporal cannot be reached; trying again',
      );
    }
    await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
  }
  return null;
}
