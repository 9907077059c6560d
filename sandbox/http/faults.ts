import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HeldRequests } from './held.js';
import { isForPeople } from './people.js';

/** Something that goes wrong with the next request, or the next few, that it matches. */
export interface Fault {
  /** Method, or `*`. */
  method: string;
  /** Part of the path with its query: `/2026-05/Task`. */
  path: string;
  /** Number of requests that it affects; default 1. */
  times: number;
  /** Answered instead of handling the request; a body alone is answered with 200. */
  status?: number | undefined;
  body?: unknown;
  headers?: Record<string, string> | undefined;
  contentType?: string | undefined;
  /** Holds the request back before it takes effect; it takes none where its client goes meanwhile. */
  holdBeforeSeconds?: number | undefined;
  /** Holds the answer (or the drop) back; the request itself takes effect at once. */
  delaySeconds?: number | undefined;
  /** Cuts the connection, nothing happened. */
  dropBefore?: boolean | undefined;
  /** Cuts the connection after the request took effect. */
  dropAfter?: boolean | undefined;
  /**
   * Answers a search of Tasks as if nothing had happened since this instant of the sandbox's clock: an index that lags
   * behind, or a cache on the way. Deleted Tasks are left out all the same.
   */
  staleSince?: string | undefined;
}

/** Requested faults that have not happened yet, and the requests that a fault holds. */
export class Faults {
  readonly held = new HeldRequests();
  #faults: Fault[] = [];
  readonly #met = new WeakMap<FastifyRequest, Fault>();

  add(faults: readonly Fault[]): void {
    this.#faults.push(...faults.map((fault) => ({ ...fault })));
  }

  /** Lists the remaining faults; a fault disappears once it has affected its number of requests. */
  list(): Fault[] {
    return this.#faults.map((fault) => ({ ...fault }));
  }

  clear(): void {
    this.#faults = [];
  }

  /** Since when the request is not to know what has happened, in milliseconds since the epoch. */
  staleSince(request: FastifyRequest): number | undefined {
    const since = this.#met.get(request)?.staleSince;
    return since === undefined ? undefined : Date.parse(since);
  }

  /** Puts the faults in the way of everything but the control endpoint and the desk. */
  install(app: FastifyInstance): void {
    app.addHook('onRequest', async (request, reply) => this.#arrived(request, reply));
    // Only when its body is read does Node notice that a client has gone.
    app.addHook('preHandler', async (request, reply) => this.#beforeEffect(request, reply));
    app.addHook('onSend', async (request, reply, payload) => this.#answered(request, reply, payload));
    app.addHook('preClose', (done) => {
      this.held.release();
      done();
    });
  }

  #take(request: FastifyRequest): Fault | undefined {
    if (isForPeople(request.url)) return undefined;
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

  async #arrived(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const fault = this.#take(request);
    if (!fault) return undefined;
    this.#met.set(request, fault);
    if (fault.dropBefore === true) {
      const { holdBeforeSeconds = 0, delaySeconds = 0 } = fault;
      await this.#hold(request, reply, 'before', holdBeforeSeconds + delaySeconds);
      return cut(request, reply);
    }
    if (!isAnswer(fault)) return undefined;
    if (!(await this.#hold(request, reply, 'before', fault.holdBeforeSeconds))) return cut(request, reply);
    const { body } = fault;
    return reply
      .code(fault.status ?? 200)
      .headers(fault.headers ?? {})
      .type(fault.contentType ?? (typeof body === 'string' ? 'text/plain' : 'application/fhir+json'))
      .serializer((payload: unknown) => String(payload))
      .send(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
  }

  async #beforeEffect(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const fault = this.#met.get(request);
    const stays = await this.#hold(request, reply, 'before', fault?.holdBeforeSeconds);
    return stays ? undefined : cut(request, reply);
  }

  async #answered(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
    const fault = this.#met.get(request);
    if (!fault) return payload;
    // The fault's own answer counts as no effect.
    await this.#hold(request, reply, isAnswer(fault) ? 'before' : 'after', fault.delaySeconds);
    if (fault.dropAfter === true) request.raw.socket.destroy();
    else if (!isAnswer(fault)) void reply.headers(fault.headers ?? {});
    return payload;
  }

  /** Tells whether the client still waits for the answer. */
  async #hold(
    request: FastifyRequest,
    reply: FastifyReply,
    phase: 'before' | 'after',
    seconds = 0,
  ): Promise<boolean> {
    return seconds > 0 ? this.held.hold(request, reply, phase, seconds) : true;
  }
}

/** Tells whether the fault answers in place of the service. */
function isAnswer({ status, body }: Fault): boolean {
  return status !== undefined || body !== undefined;
}

function cut(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.raw.socket.destroy();
  return reply.hijack();
}
