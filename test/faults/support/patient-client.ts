import { setTimeout as delay } from 'node:timers/promises';
import {
  Client,
  Connection,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  type WorkflowHandle,
} from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import type { PhpidResult, RequestInput, RequestStatus } from '../../../src/contract/index.js';

/** The end of a request as its caller receives it. */
export type Ending =
  { as: 'completed'; result: PhpidResult } | { as: 'cancelled' } | { as: 'failed'; message: string };

type Description = Awaited<ReturnType<WorkflowHandle['describe']>>;
export type HistoryEvent = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];

const TRY_AGAIN_MS = 200;

/** Temporal's client for a server that is sometimes away: every call is retried until it is answered. */
export class PatientClient {
  readonly #client: Client;

  private constructor(
    connection: Connection,
    /** Returns a reason why waiting is pointless; null while all is well. */
    readonly hopeless: () => string | null,
  ) {
    this.#client = new Client({ connection });
  }

  static async connect(address: string, hopeless: () => string | null): Promise<PatientClient> {
    // gRPC's own pauses between connection attempts grow to two minutes.
    const channelArgs = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 };
    return new PatientClient(await Connection.connect({ address, channelArgs }), hopeless);
  }

  async start(workflowId: string, input: RequestInput): Promise<void> {
    await this.#patiently(async () => {
      try {
        await this.#client.workflow.start('requestPhpid', { taskQueue: 'idmp', workflowId, args: [input] });
      } catch (error) {
        // The answer to an earlier attempt was lost.
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    });
  }

  async ending(workflowId: string, deadline: number): Promise<Ending> {
    return await this.#patiently(async (): Promise<Ending> => {
      try {
        return { as: 'completed', result: await this.#handle(workflowId).result() };
      } catch (error) {
        if (!(error instanceof WorkflowFailedError)) throw error;
        if (error.cause instanceof CancelledFailure) return { as: 'cancelled' };
        return { as: 'failed', message: error.cause?.message ?? error.message };
      }
    }, deadline);
  }

  async status(workflowId: string): Promise<RequestStatus> {
    return await this.#patiently(() => this.#handle(workflowId).query<RequestStatus>('status'));
  }

  /** Signals a request; a request that has ended meanwhile does not receive it. */
  async signal(workflowId: string, name: string, ...args: unknown[]): Promise<void> {
    await this.#patiently(async () => {
      try {
        await this.#handle(workflowId).signal(name, ...args);
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    });
  }

  /** Returns run id, length of the history and running activities of the latest run. */
  async describe(workflowId: string): Promise<Description> {
    return await this.#patiently(() => this.#handle(workflowId).describe());
  }

  async history(workflowId: string): Promise<HistoryEvent[]> {
    const { events } = await this.#patiently(() => this.#handle(workflowId).fetchHistory());
    return events ?? [];
  }

  async close(): Promise<void> {
    await this.#client.connection.close();
  }

  #handle(workflowId: string): WorkflowHandle<() => Promise<PhpidResult>> {
    return this.#client.workflow.getHandle(workflowId);
  }

  async #patiently<T>(call: () => Promise<T>, deadline = Date.now() + 60_000): Promise<T> {
    let last: unknown;
    for (;;) {
      try {
        return await withDeadline(call, deadline);
      } catch (error) {
        const reason = this.hopeless();
        if (reason !== null) throw new Error(reason, { cause: error });
        if (error instanceof TooLate) {
          error.cause = last;
          throw error;
        }
        last = error;
      }
      await delay(TRY_AGAIN_MS);
    }
  }
}

/** Error of a call after the deadline; the error before it, if there was one, has the reason. */
class TooLate extends Error {}

/** A call must not outlive the deadline while it waits for something that never comes. */
async function withDeadline<T>(call: () => Promise<T>, deadline: number): Promise<T> {
  const timer = new AbortController();
  const late = delay(Math.max(deadline - Date.now(), 1), undefined, { signal: timer.signal }).then(() => {
    throw new TooLate('no answer came until the deadline');
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    timer.abort();
    late.catch(() => undefined);
  }
}
