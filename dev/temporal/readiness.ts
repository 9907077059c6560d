import { once } from 'node:events';
import { connect } from 'node:net';
import { Connection } from '@temporalio/client';

const CALL_MS = 2_000;
const TRY_AGAIN_MS = 50;

/** Condition for a server to count as started. */
export interface Readiness {
  /** `host:port` of gRPC. */
  readonly address: string;
  /** Rejects as long as the server is not ready. */
  readonly question: (connection: Connection) => Promise<unknown>;
  readonly timeoutMs: number;
  /** Ends the waiting early, for a server that has died. */
  readonly hasExited: () => boolean;
}

/** Waits until the server answers the question; false when it exited or the time was up before. */
export async function untilAnswers(readiness: Readiness): Promise<boolean> {
  const deadline = Date.now() + readiness.timeoutMs;
  while (Date.now() < deadline && !readiness.hasExited()) {
    if (await answers(readiness)) return true;
    await new Promise((wake) => setTimeout(wake, TRY_AGAIN_MS));
  }
  return false;
}

async function answers({ address, question }: Readiness): Promise<boolean> {
  // gRPC waits longer and longer before it reconnects.
  if (!(await accepts(address))) return false;
  const connection = Connection.lazy({ address, connectTimeout: CALL_MS });
  try {
    await connection.withDeadline(Date.now() + CALL_MS, async () => {
      await connection.ensureConnected();
      await question(connection);
    });
    return true;
  } catch {
    return false;
  } finally {
    await connection.close();
  }
}

/** Whether a server listens there. */
async function accepts(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`http://${address}`);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
