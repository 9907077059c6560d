import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse, stringify } from 'lossless-json';
import { capabilityStatement, outcome, read, written, type Answer } from './answers.js';
import { ResourceStore, type Json } from './resource-store.js';
import { matching, PagedSearches } from './token-search.js';

/** Properties in which such servers differ. */
export interface GenericServerOptions {
  /** Whether the server declares and keeps `If-None-Exist`; otherwise it ignores it, as R5 allows. */
  conditionalCreate?: boolean;
}

/** A generic FHIR R5 server, written from the specification (http, search, operations), on a free port. */
export interface GenericServer {
  baseUrl: string;
  store: ResourceStore;
  /** Received calls, such as `POST Task`. */
  calls: string[];
  /** `If-None-Exist` of every create. */
  conditions: (string | undefined)[];
  /** Closes the connection of the next creates after they took effect. */
  loseAnswersToCreates(times: number): void;
  close(): Promise<void>;
}

interface Request {
  method: string;
  segments: string[];
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Json | null;
}

export async function startGenericServer(options: GenericServerOptions = {}): Promise<GenericServer> {
  const store = new ResourceStore();
  const calls: string[] = [];
  const conditions: (string | undefined)[] = [];
  let losses = 0;
  const http = createServer((message, response) => {
    void received(message).then((request) => {
      calls.push(`${request.method} ${request.segments.join('/')}`);
      const isCreate = request.method === 'POST' && request.segments.length === 1;
      if (isCreate) conditions.push(message.headers['if-none-exist'] as string | undefined);
      const answer = answerTo(request, { baseUrl, store, searches, ...options });
      if (isCreate && losses > 0) {
        losses -= 1;
        response.destroy();
      } else send(answer, response);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}/r5`;
  const searches = new PagedSearches(baseUrl, store);
  return {
    baseUrl,
    store,
    calls,
    conditions,
    loseAnswersToCreates: (times) => {
      losses = times;
    },
    close: () => closed(http),
  };
}

interface Service extends GenericServerOptions {
  baseUrl: string;
  store: ResourceStore;
  searches: PagedSearches;
}

function answerTo(request: Request, service: Service): Answer {
  const { method, segments, query } = request;
  const [type = '', id, history, version] = segments;
  const page = query.get('_page');
  if (segments.length === 0 && page !== null) {
    const resource = service.searches.next(page);
    return resource === null ? gone('The page is no longer there.') : { status: 200, resource };
  }
  if (type === 'metadata' && method === 'GET') {
    return { status: 200, resource: capabilityStatement(service.conditionalCreate ?? false) };
  }
  if (!/^[A-Z][A-Za-z]+$/.test(type)) return outcome(404, 'error', 'not-found', `There is no ${type}.`);
  if (id === undefined) return onType(request, type, service);
  if (id === '$validate' && method === 'POST') return validated(request.body, type);
  if (id.startsWith('$')) return outcome(404, 'error', 'not-supported', `There is no operation ${id}.`);
  if (history === '_history' && method === 'GET') return versionOf(service.store, type, id, version);
  return onInstance(request, type, id, service);
}

function onType({ method, query, headers, body }: Request, type: string, service: Service): Answer {
  const { baseUrl, store, searches, conditionalCreate = false } = service;
  if (method === 'GET') return { status: 200, resource: searches.first(type, query) };
  if (method !== 'POST') return notAllowed(method);
  if (body?.resourceType !== type) return outcome(400, 'error', 'structure', `The body is no ${type}.`);
  const condition = headers['if-none-exist'];
  if (conditionalCreate && typeof condition === 'string') {
    const [one, ...more] = matching(store, type, new URLSearchParams(condition));
    if (more.length > 0) return outcome(412, 'error', 'multiple-matches', `Several ${type} match.`);
    const id = String(one?.id);
    const existing = one === undefined ? undefined : store.current(type, id);
    if (existing !== undefined) return written(200, `${baseUrl}/${type}/${id}`, existing);
  }
  const made = store.write(type, body);
  return written(201, `${baseUrl}/${type}/${made.id}`, made);
}

function onInstance({ method, headers, body }: Request, type: string, id: string, service: Service): Answer {
  const { baseUrl, store } = service;
  const current = store.current(type, id);
  if (method === 'GET') return versionOf(store, type, id, current?.versionId);
  if (method === 'DELETE') {
    if (current?.resource != null) store.write(type, null, id);
    return { status: 204 };
  }
  if (method !== 'PUT') return notAllowed(method);
  if (body?.resourceType !== type || body.id !== id) {
    return outcome(400, 'error', 'value', `The body is not ${type}/${id}.`);
  }
  const expected = headers['if-match'];
  if (expected !== undefined && expected !== `W/"${current?.versionId}"`) {
    return outcome(412, 'error', 'conflict', `The current version is ${current?.versionId}.`);
  }
  return written(
    current?.resource == null ? 201 : 200,
    `${baseUrl}/${type}/${id}`,
    store.write(type, body, id),
  );
}

function versionOf(store: ResourceStore, type: string, id: string, wanted: string | undefined): Answer {
  const version = store.history(type, id).find(({ versionId }) => versionId === wanted);
  if (version === undefined) return outcome(404, 'error', 'not-found', `There is no ${type}/${id}.`);
  const { resource } = version;
  return resource === null ? gone(`${type}/${id} was deleted.`) : read({ ...version, resource });
}

/** Judges the structure alone: profiles that the server does not have are ignored. */
function validated(body: Json | null, type: string): Answer {
  const isTask = body?.resourceType === 'Task';
  if (body?.resourceType !== type) return outcome(200, 'error', 'structure', `The body is no ${type}.`);
  if (isTask && (typeof body.status !== 'string' || typeof body.intent !== 'string')) {
    return outcome(200, 'error', 'required', 'A Task has a status and an intent.');
  }
  return outcome(200, 'information', 'informational', 'No issues detected during validation.');
}

function gone(text: string): Answer {
  return outcome(410, 'error', 'deleted', text);
}

function notAllowed(method: string): Answer {
  return outcome(405, 'error', 'not-supported', `${method} is not possible here.`);
}

async function received(message: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const url = new URL(message.url ?? '', 'http://localhost');
  const segments = url.pathname
    .replace(/^\/r5\/?/, '')
    .split('/')
    .filter((segment) => segment !== '');
  const { method = '', headers } = message;
  return {
    method,
    segments,
    query: url.searchParams,
    headers,
    body: parsed(Buffer.concat(chunks).toString()),
  };
}

/** Parses JSON with its decimals as they were written (R5, json, primitives). */
function parsed(text: string): Json | null {
  try {
    return parse(text) as Json;
  } catch {
    return null;
  }
}

function send({ status, headers = {}, resource }: Answer, response: ServerResponse): void {
  const type = resource === undefined ? {} : { 'content-type': 'application/fhir+json; charset=utf-8' };
  response.writeHead(status, { ...type, ...headers });
  response.end(resource === undefined ? undefined : stringify(resource));
}

function closed(http: Server): Promise<void> {
  http.closeAllConnections();
  return new Promise((resolve, reject) =>
    http.close((error) => (error === undefined ? resolve() : reject(error))),
  );
}
