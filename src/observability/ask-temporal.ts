import { setTimeout as delay } from 'node:timers/promises';
import type { NativeConnection } from '@temporalio/worker';
import type { ProcessHealth } from './process-health.js';

/** Interval of the calls, in milliseconds. */
const EVERY_MS = 5_000;
/** Time limit of a call, in milliseconds. */
const TIMEOUT_MS = 4_000;

/** Calls Temporal every few seconds until `signal`, and records each answer. */
export async function askTemporal(
  connection: NativeConnection,
  health: ProcessHealth,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await connection.withDeadline(Date.now() + TIMEOUT_MS, () =>
        connection.workflowService.getSystemInfo({}),
      );
      health.temporalAnswered(Date.now());
    } catch {
      // The health endpoint reports a missing answer.
    }
    await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
