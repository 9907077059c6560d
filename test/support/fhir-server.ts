import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answer of the server: plain data, or a function that writes the raw response. */
export type Reply =
  | { status?: number; headers?: Record<string, string>; body?: unknown }
  | ((response: ServerResponse, request: IncomingMessage) => void);

/** Received HTTP request. */
export interface SeenRequest {
  method: string;
  /** Path below the base, with its query. */
  path: string;
  headers: IncomingMessage['headers'];
  /** Parsed where it is JSON, else null. */
  body: unknown;
  /** Unparsed text. */
  text: string;
}

/** Real HTTP server on a free port, with the FHIR base `/fhir`. */
export interface FhirServer {
  origin: string;
  baseUrl: string;
  requests: SeenRequest[];
  /** Answers such calls with the replies, one after the other; the last one repeats. Other calls receive 500. */
  on(method: string, path: string, ...replies: [Reply, ...Reply[]]): void;
  /** Received calls, such as `GET Task/1`, without the calls for the CapabilityStatement. */
  calls(): string[];
}

const BASE = '/fhir';

/** Runs a test with its own server. */
export function withFhirServer(test: (server: FhirServer) => Promise<void>): () => Promise<void> {
  return async () => {
    const { server, close } = await startFhirServer();
    try {
      await test(server);
    } finally {
      await close();
    }
  };
}

/** Starts a server, for tests that need two of them, or one for several tests. */
export async function startFhirServer(): Promise<{ server: FhirServer; close: () => Promise<void> }> {
  const replies = new Map<string, Reply[]>();
  const requests: SeenRequest[] = [];
  const http = createServer((request, response) => {
    void receive(request).then((seen) => {
      requests.push(seen);
      const waiting = replies.get(`${seen.method} ${seen.path}`) ?? [];
      const reply = waiting.length > 1 ? waiting.shift() : waiting[0];
      send(reply ?? { status: 500, body: 'the test expects no such call' }, request, response);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const server: FhirServer = {
    origin,
    baseUrl: `${origin}${BASE}`,
    requests,
    on: (method, path, ...given) => void replies.set(`${method} ${path}`, given),
    calls: () =>
      requests.map(({ method, path }) => `${method} ${path}`).filter((call) => call !== 'GET metadata'),
  };
  return { server, close: () => closed(http) };
}

async function receive(request: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url = '', headers } = request;
  const path = url.startsWith(`${BASE}/`) ? url.slice(BASE.length + 1) : url;
  const text = Buffer.concat(chunks).toString();
  return { method, path, headers, body: parsed(text), text };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function send(reply: Reply, request: IncomingMessage, response: ServerResponse): void {
  if (typeof reply === 'function') return reply(response, request);
  const { status = 200, headers = {}, body } = reply;
  const isText = typeof body === 'string';
  response.writeHead(status, {
    ...(body === undefined ? {} : { 'content-type': isText ? 'text/html' : 'application/fhir+json' }),
    ...headers,
  });
  response.end(body === undefined || isText ? body : JSON.stringify(body));
}

function closed(http: Server): Promise<void> {
  http.closeAllConnections();
  return new Promise((resolve, reject) =>
    http.close((error) => (error === undefined ? resolve() : reject(error))),
  );
}
