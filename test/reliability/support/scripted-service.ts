import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A call of a request, as the server received it. */
export interface Call {
  method: string;
  /** Path below the account's base, with its query. */
  path: string;
  body: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A missing answer: the connection is closed at once or in the middle of the body, or the service stays silent. */
export type NoAnswer = 'cut' | 'half' | 'silence';

/** The service's answer by a row of the page. */
export interface Script {
  /** Whether the call takes effect at the service before this answer. */
  takesEffect: boolean;
  /** Number of answers; if it is missing, until the service recovers. */
  times?: number;
  /** @param real the service's own answer; an empty one where the call takes no effect */
  answer(real: Answer, call: Call, line: Line): Answer | NoAnswer | Promise<Answer | NoAnswer>;
}

/** Whether a script is for this call. */
export type Meets = (call: Call, line: Line) => boolean;

/** Answers larger than this are compressed, as gateways send them. */
const LARGE = 1_000_000;
const EMPTY: Answer = { status: 500, headers: {}, body: '' };
const KEPT_HEADERS = ['content-type', 'location', 'content-location', 'etag', 'last-modified'];

/**
 * One request's line to the service: its account's base. Calls go through to the sandbox, except those that a script
 * answers, until the line recovers.
 */
export class Line {
  readonly calls: Call[] = [];
  /** Ids of the Tasks that this request's POSTs made at the sandbox, in their order. */
  readonly made: string[] = [];
  /** Resolves when a script has answered for the first time. */
  readonly met: Promise<void>;
  #meet: () => void = () => undefined;
  readonly #scripts: { meets: Meets; script: Script; times: number }[] = [];
  readonly #hooks: { meets: Meets; happen: () => Promise<void> }[] = [];

  constructor(
    readonly baseUrl: string,
    readonly sandboxUrl: string,
  ) {
    this.met = new Promise((resolve) => (this.#meet = resolve));
  }

  /** Answers calls by a script from now on; the first script is the row's, which `met` waits for. */
  answer(meets: Meets, script: Script, times = script.times ?? Infinity): void {
    this.#scripts.push({ meets, script, times });
  }

  /** Runs an action at the service, once, before it receives a call. */
  before(meets: Meets, happen: () => Promise<void>): void {
    this.#hooks.push({ meets, happen });
  }

  /** Makes the service recover. */
  recover(): void {
    this.#scripts.length = 0;
  }

  async handle(call: Call, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.calls.push(call);
    const found = this.#scripts.find(({ meets, times }) => times > 0 && meets(call, this));
    if (found === undefined) return send(await this.#forward(call, request), response);
    found.times -= 1;
    const { script } = found;
    const real = script.takesEffect ? await this.#forward(call, request) : EMPTY;
    const answer = await script.answer(real, call, this);
    if (found === this.#scripts[0]) this.#meet();
    send(answer, response);
  }

  async #forward(call: Call, request: IncomingMessage): Promise<Answer> {
    const due = this.#hooks.findIndex(({ meets }) => meets(call, this));
    if (due !== -1) await this.#hooks.splice(due, 1)[0]!.happen();
    const { method, path, body } = call;
    const names = ['accept', 'content-type', 'if-match', 'if-none-exist', 'ocp-apim-subscription-key'];
    const headers = names.flatMap((name): [string, string][] =>
      typeof request.headers[name] === 'string' ? [[name, request.headers[name]]] : [],
    );
    const real = await fetch(`${this.sandboxUrl}/${path}`, {
      method,
      headers,
      ...(body === '' ? {} : { body }),
    });
    const here = (text: string): string => text.replaceAll(this.sandboxUrl, this.baseUrl);
    const kept = KEPT_HEADERS.flatMap((name): [string, string][] => {
      const value = real.headers.get(name);
      return value === null ? [] : [[name, here(value)]];
    });
    const answer = {
      status: real.status,
      headers: Object.fromEntries(kept),
      body: here(await real.text()),
    };
    if (method === 'POST' && path === 'Task' && answer.status === 201) {
      this.made.push((JSON.parse(answer.body) as { id: string }).id);
    }
    return answer;
  }
}

/** A real HTTP server in front of sandboxes; each request has its own line on it. */
export class ScriptedService {
  /** Calls to the targets of redirects; the worker must not make them. */
  readonly strayed: string[] = [];
  readonly #lines = new Map<string, Line>();
  readonly #http = createServer((request, response) => {
    this.#receive(request, response).catch(() => response.destroy());
  });

  get origin(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
  }

  /** Opens a line; its base is the account's `baseUrl`. */
  open(name: string, sandboxUrl: string): Line {
    const line = new Line(`${this.origin}/${name}`, sandboxUrl);
    this.#lines.set(name, line);
    return line;
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, name = '', ...rest] = (request.url ?? '').split('/');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const call = {
      method: request.method ?? '',
      path: rest.join('/'),
      body: Buffer.concat(chunks).toString(),
    };
    const line = this.#lines.get(name);
    if (line !== undefined) return await line.handle(call, request, response);
    this.strayed.push(`${call.method} ${request.url}`);
    response.writeHead(200).end();
  }
}

function send(answer: Answer | NoAnswer, response: ServerResponse): void {
  if (answer === 'silence') return;
  if (answer === 'cut') return void response.destroy();
  if (answer === 'half') {
    response.writeHead(200, { 'content-type': 'application/fhir+json', 'content-length': '1000' });
    return void response.write('{"resourceType": "Ta', () => response.destroy());
  }
  const { status, headers, body } = answer;
  const isLarge = body.length > LARGE;
  response.writeHead(status, { ...headers, ...(isLarge ? { 'content-encoding': 'gzip' } : {}) });
  response.end(isLarge ? gzipSync(body, { level: 1 }) : body);
}
