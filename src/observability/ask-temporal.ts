import { setTimeout as delay } from 'node:timers/promises';
import type { NativeConnection } from '@temporalio/worker';
import type { ProcessHealth } from './process-health.js';

const EVERY_MS = 5_000;
const PATIENCE_MS = 4_000;

/** Asks Temporal every few seconds whether it is there, until `signal`. */
export async function askTemporal(
  connection: NativeConnection,
  health: ProcessHealth,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await connection.withDeadline(Date.now() + PATIENCE_MS, () =>
        connection.workflowService.getSystemInfo({}),
      );
      health.temporalAnswered(Date.now());
    } catch {
      // Whoever asks for our health hears of it.
    }
    await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
