import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { got, RequestError, type Method, type Response } from 'got';
import type { FhirResource, OperationOutcome } from 'fhir/r5';
import type { Account } from '../accounts.js';
import { editionNamed } from '../editions/index.js';
import { parseJson, stringifyJson } from '../json/decimals.js';
import { addressWithin } from './addresses.js';
import { FhirError, reasonOf } from './fhir-error.js';
import { issuesOf } from './operation-outcome.js';
import { retryAfterSeconds } from './retry-after.js';

/** One call may take so long; the activities' own time limit lies above it. */
export const CALL_TIMEOUT_MS = 12_000;

/** The largest answer that is read: a page of Tasks with their contained resources stays far below. */
const MAXIMUM_ANSWER_BYTES = 20 * 1024 * 1024;

export interface FhirAnswer {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  /** Null where the body is empty. */
  resource: FhirResource | null;
}

export interface FhirCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Relative to the account's base, or an address that the service gave. */
  path: string;
  body?: FhirResource;
  headers?: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** Bounds of a call; the defaults are meant for everything but tests. */
export interface CallLimits {
  timeoutMs: number;
  /** Of an answer's body, after decompression. */
  maximumBytes: number;
}

/** FHIR over HTTP for one account. Retries, redirects and caching are the callers' or nobody's business. */
export class FhirClient {
  readonly #agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  readonly #mediaType: string;
  readonly #limits: CallLimits;

  constructor(
    readonly account: Account,
    limits: Partial<CallLimits> = {},
  ) {
    this.#mediaType = editionNamed(account.edition).mediaType;
    this.#limits = { timeoutMs: CALL_TIMEOUT_MS, maximumBytes: MAXIMUM_ANSWER_BYTES, ...limits };
  }

  /**
   * Makes a call and answers what came back with 2xx.
   *
   * @throws FhirError for everything else: it carries status, issues and retry hint, and nothing of our headers.
   */
  async call(call: FhirCall): Promise<FhirAnswer> {
    const name = `${call.method} ${call.path}`;
    const response = await this.#send(call, name);
    const outcome = resourceOf(response.body);
    if (response.statusCode >= 200 && response.statusCode < 300) {
      return {
        status: response.statusCode,
        headers: headersOf(response),
        resource: readable(response, outcome, name),
      };
    }
    const issues = outcome?.resourceType === 'OperationOutcome' ? issuesOf(outcome) : [];
    throw new FhirError({
      reason: reasonOf(response.statusCode),
      call: name,
      message: refusal(response, issues[0]?.text),
      status: response.statusCode,
      issues,
      retryAfterSeconds: retryAfterSeconds(response.headers['retry-after'], Date.now()),
    });
  }

  /** Ends idle connections; the client cannot be used afterwards. */
  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  async #send(call: FhirCall, name: string): Promise<Response> {
    const url = addressWithin(this.account.baseUrl, call.path);
    if (url === null) {
      const message = `leads away from ${this.account.baseUrl}; the key of account ${this.account.name} goes nowhere else`;
      throw new FhirError({ reason: 'unsupported', call: name, message });
    }
    const tooLarge = new AbortController();
    const signals = call.signal === undefined ? [tooLarge.signal] : [tooLarge.signal, call.signal];
    const request = got(url, {
      method: call.method as Method,
      headers: { ...this.#headers(call), ...call.headers },
      ...(call.body === undefined ? {} : { body: stringifyJson(call.body) }),
      agent: this.#agents,
      timeout: { request: this.#limits.timeoutMs },
      retry: { limit: 0 },
      throwHttpErrors: false,
      // A redirect would take the key along, to another origin even.
      followRedirect: false,
      signal: AbortSignal.any(signals),
    });
    void request.on('downloadProgress', ({ transferred }) => {
      if (transferred > this.#limits.maximumBytes) tooLarge.abort();
    });
    try {
      return await request;
    } catch (error) {
      call.signal?.throwIfAborted();
      if (tooLarge.signal.aborted) {
        const message = `the answer is larger than ${this.#limits.maximumBytes} bytes`;
        throw new FhirError({ reason: 'unreadable', call: name, message });
      }
      throw new FhirError({ reason: 'network', call: name, message: networkMessage(error) });
    }
  }

  #headers(call: FhirCall): Record<string, string> {
    const { subscriptionKey, apiVersion } = this.account;
    return {
      accept: this.#mediaType,
      'user-agent': 'idmp-worker',
      ...(call.body === undefined ? {} : { 'content-type': this.#mediaType }),
      ...(apiVersion === null ? {} : { 'x-api-version': apiVersion }),
      ...(subscriptionKey === null ? {} : { 'ocp-apim-subscription-key': subscriptionKey.reveal() }),
    };
  }
}

/** got's errors carry all request headers: only code and message go on. */
function networkMessage(error: unknown): string {
  if (!(error instanceof RequestError)) return 'no answer';
  return `no answer (${error.code}: ${error.message})`;
}

function headersOf(response: Response): Record<string, string | undefined> {
  const entries = Object.entries(response.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return Object.fromEntries(entries) as Record<string, string | undefined>;
}

/** The body as a resource; null where it is empty or is none. The content type is not asked: gateways lose it. */
function resourceOf(body: unknown): FhirResource | OperationOutcome | null {
  if (typeof body !== 'string' || body.trim() === '') return null;
  try {
    const parsed = parseJson(body);
    const isResource =
      typeof parsed === 'object' &&
      parsed !== null &&
      'resourceType' in parsed &&
      typeof parsed.resourceType === 'string';
    return isResource ? (parsed as FhirResource) : null;
  } catch {
    return null;
  }
}

function readable(response: Response, resource: FhirResource | null, call: string): FhirResource | null {
  const empty = typeof response.body !== 'string' || response.body.trim() === '';
  if (resource !== null || empty) return resource;
  const type = response.headers['content-type'] ?? 'no content type';
  const message = `the answer (${response.statusCode}, ${type}) is not a FHIR resource in JSON`;
  throw new FhirError({ reason: 'unreadable', call, message, status: response.statusCode });
}

function refusal(response: Response, text: string | undefined): string {
  const location = response.headers.location;
  const redirect = location === undefined ? '' : ` (to ${location}; redirects are not followed)`;
  return `the service answered ${response.statusCode}${redirect}${text === undefined ? '' : `: ${text}`}`;
}
