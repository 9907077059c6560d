import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Something that goes wrong with the next request, or the next few, that it matches. */
export interface Fault {
  /** Method, or `*`. */
  method: string;
  /** Part of the path with its query: `/2026-05/Task`. */
  path: string;
  /** How many requests it meets; default 1. */
  times: number;
  /** Answered instead of handling the request; a body alone is answered with 200. */
  status?: number | undefined;
  body?: unknown;
  headers?: Record<string, string> | undefined;
  contentType?: string | undefined;
  /** Holds the answer (or the drop) back; the request itself takes effect at once. */
  delaySeconds?: number | undefined;
  /** Cuts the connection, nothing happened. */
  dropBefore?: boolean | undefined;
  /** Cuts the connection after the request took effect. */
  dropAfter?: boolean | undefined;
}

/** The faults that were asked for and have not happened yet. */
export class Faults {
  #faults: Fault[] = [];
  readonly #closing = new AbortController();
  readonly #met = new WeakMap<FastifyRequest, Fault>();

  add(faults: readonly Fault[]): void {
    this.#faults.push(...faults.map((fault) => ({ ...fault })));
  }

  list(): Fault[] {
    return this.#faults.map((fault) => ({ ...fault }));
  }

  clear(): void {
    this.#faults = [];
  }

  /** Puts the faults in the way of everything but the control endpoint. */
  install(app: FastifyInstance): void {
    app.addHook('onRequest', async (request, reply) => this.#before(request, reply));
    app.addHook('onSend', async (request, reply, payload) => this.#after(request, reply, payload));
    app.addHook('preClose', (done) => {
      this.#closing.abort();
      done();
    });
  }

  #take(request: FastifyRequest): Fault | undefined {
    if (request.url.startsWith('/control')) return undefined;
    const fault = this.#faults.find(
      ({ method, path }) =>
        (method === '*' || method.toUpperCase() === request.method) && request.url.includes(path),
    );
    if (fault) {
      fault.times -= 1;
      this.#faults = this.#faults.filter(({ times }) => times > 0);
    }
    return fault;
  }

  async #before(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const fault = this.#take(request);
    if (!fault) return undefined;
    this.#met.set(request, fault);
    if (fault.dropBefore === true) {
      await this.#wait(fault);
      request.raw.socket.destroy();
      return reply.hijack();
    }
    if (fault.status === undefined && fault.body === undefined) return undefined;
    const { body } = fault;
    return reply
      .code(fault.status ?? 200)
      .headers(fault.headers ?? {})
      .type(fault.contentType ?? (typeof body === 'string' ? 'text/plain' : 'application/fhir+json'))
      .serializer((payload: unknown) => String(payload))
      .send(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
  }

  async #after(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
    const fault = this.#met.get(request);
    if (!fault) return payload;
    await this.#wait(fault);
    if (fault.dropAfter === true) request.raw.socket.destroy();
    else if (fault.status === undefined && fault.body === undefined) void reply.headers(fault.headers ?? {});
    return payload;
  }

  async #wait({ delaySeconds }: Fault): Promise<void> {
    if (delaySeconds === undefined) return;
    // A sandbox that is being closed waits for nobody.
    await delay(delaySeconds * 1000, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }
}
