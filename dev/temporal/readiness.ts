import { Connection } from '@temporalio/client';

const CALL_MS = 2_000;
const TRY_AGAIN_MS = 100;

/** What must answer before a server counts as started. */
export interface Readiness {
  readonly address: string;
  readonly namespace: string;
  /** Names of search attributes that queries must know. */
  readonly searchAttributes: readonly string[];
  readonly timeoutMs: number;
  /** Ends the waiting early, for a server that has died. */
  readonly hasExited: () => boolean;
}

/**
 * Waits until the namespace answers and its search attributes can be used in queries.
 *
 * Both take a moment after the port is open, and a workflow that starts in that moment fails.
 *
 * @returns false when the server exited or the time was up
 */
export async function untilReady(readiness: Readiness): Promise<boolean> {
  const deadline = Date.now() + readiness.timeoutMs;
  while (Date.now() < deadline && !readiness.hasExited()) {
    if (await answers(readiness)) return true;
    await new Promise((wake) => setTimeout(wake, TRY_AGAIN_MS));
  }
  return false;
}

async function answers({ address, namespace, searchAttributes }: Readiness): Promise<boolean> {
  const connection = Connection.lazy({ address });
  try {
    await connection.withDeadline(Date.now() + CALL_MS, async () => {
      await connection.ensureConnected();
      await connection.workflowService.describeNamespace({ namespace });
      const query = searchAttributes.map((name) => `${name} is null`).join(' and ');
      await connection.workflowService.countWorkflowExecutions({ namespace, query });
    });
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}
