import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A request that is being held: before it takes effect, or after that, with its answer. */
export interface HeldRequest {
  method: string;
  /** Without the query. */
  path: string;
  phase: 'before' | 'after';
}

/** The requests that are held now, so that a test can end a process exactly then. */
export class HeldRequests {
  readonly #held = new Set<HeldRequest>();
  readonly #closing = new AbortController();

  /** In the order in which they began to be held. */
  list(): HeldRequest[] {
    return [...this.#held];
  }

  /** Releases every request, because the sandbox closes. */
  release(): void {
    this.#closing.abort();
  }

  /**
   * Holds a request, and tells whether the client still waits for the answer: false after the client has disconnected
   * and while the sandbox closes.
   */
  async hold(
    request: FastifyRequest,
    reply: FastifyReply,
    phase: HeldRequest['phase'],
    seconds: number,
  ): Promise<boolean> {
    const path = request.url.split('?', 1)[0] ?? '';
    const held: HeldRequest = { method: request.method, path, phase };
    const gone = new AbortController();
    const leave = (): void => gone.abort();
    // The request itself is over once its body has been read; the answer is what ends with the connection.
    reply.raw.once('close', leave);
    if (reply.raw.destroyed || request.raw.socket.destroyed) leave();
    const signal = AbortSignal.any([gone.signal, this.#closing.signal]);
    this.#held.add(held);
    await delay(seconds * 1000, undefined, { signal }).catch(() => undefined);
    this.#held.delete(held);
    reply.raw.off('close', leave);
    return !signal.aborted;
  }
}
