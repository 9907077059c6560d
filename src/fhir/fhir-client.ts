import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { got, RequestError, type Method, type Response } from 'got';
import type { FhirResource, OperationOutcome } from 'fhir/r5';
import type { Account } from '../configuration/accounts.js';
import type { Issue } from '../contract/index.js';
import { editionNamed } from '../editions/index.js';
import { stringifyJson } from '../json/decimals.js';
import { resolveWithin } from './addresses.js';
import { readGatewayText, isEmpty, parseResource } from './answer-body.js';
import { ServiceCapabilities } from './service-capabilities.js';
import type { FhirAnswer, FhirCall, FhirCaller } from './fhir-caller.js';
import { FhirError, reasonOf } from './fhir-error.js';
import { issuesOf } from './operation-outcome.js';
import { observeCall, type CallObserver } from './observed-calls.js';
import type { Pace } from './pace.js';
import { parseRetryAfter } from './retry-after.js';
import { parseWarnings } from './service-warnings.js';

/** Limits one call, in milliseconds. The time limit of the activities is longer. */
const CALL_TIMEOUT_MS = 12_000;

/** Limits the body of an answer, in bytes. A page of Tasks with their contained resources is much smaller. */
const MAXIMUM_ANSWER_BYTES = 20 * 1024 * 1024;

/** Limits of a call. Only tests change the defaults. */
export interface CallLimits {
  timeoutMs: number;
  /** Limit of an answer's body, after decompression. */
  maximumBytes: number;
}

export interface FhirClientOptions extends Partial<CallLimits> {
  /** Receives every `Warning: 299`, also of failed calls. */
  onWarning?: (warning: Issue) => void;
  /** Receives every HTTP call, after it has waited for its turn. */
  observer?: CallObserver;
  /** Pace that all clients of the process share. Without it, calls do not wait. */
  pace?: Pace;
}

/** FHIR over HTTP for one account. It does not retry, follow redirects or cache answers. */
export class FhirClient implements FhirCaller {
  readonly capabilities: ServiceCapabilities;
  readonly #agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  readonly #mediaType: string;
  readonly #limits: CallLimits;
  readonly #onWarning: (warning: Issue) => void;
  readonly #observer: CallObserver | undefined;
  readonly #pace: Pace | undefined;

  constructor(
    readonly account: Account,
    { onWarning = () => undefined, observer, pace, ...limits }: FhirClientOptions = {},
  ) {
    this.#mediaType = editionNamed(account.edition).mediaType;
    this.#limits = { timeoutMs: CALL_TIMEOUT_MS, maximumBytes: MAXIMUM_ANSWER_BYTES, ...limits };
    this.#onWarning = onWarning;
    this.#observer = observer;
    this.#pace = pace;
    this.capabilities = new ServiceCapabilities(this);
  }

  /**
   * Makes a call and returns an answer with 2xx.
   *
   * @throws FhirError for every other result. It has status, issues and `Retry-After`, but never a header of the request.
   */
  async call(call: FhirCall): Promise<FhirAnswer> {
    // A link of the service may contain the key in its query.
    const name = this.#hideKey(`${call.method} ${call.path}`);
    const url = this.#resolve(call, name);
    // The time limit begins after the turn, so a call that waited still has all of its seconds.
    await this.#pace?.turn(call.signal);
    const send = (): Promise<FhirAnswer> => this.#sendAndRead(url, call, name);
    return await (this.#observer === undefined
      ? send()
      : observeCall(this.#observer, this.account, call, send));
  }

  async #sendAndRead(url: string, call: FhirCall, name: string): Promise<FhirAnswer> {
    const response = await this.#send(url, call, name);
    const warnings = parseWarnings(this.#hideKey(headersOf(response).warning ?? ''));
    warnings.forEach(this.#onWarning);
    if (response.statusCode < 200 || response.statusCode >= 300) throw this.#createRefusal(response, name);
    const resource = readAnswer(response, call, name);
    return {
      status: response.statusCode,
      headers: headersOf(response),
      resource: resource?.resourceType === 'OperationOutcome' ? this.#hideKeyInOutcome(resource) : resource,
      warnings,
    };
  }

  /** Closes idle connections. The client cannot be used afterwards. */
  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  /** @throws FhirError for an address to which the key must not be sent */
  #resolve(call: FhirCall, name: string): string {
    const url = resolveWithin(this.account.baseUrl, call.path);
    if (url !== null) return url;
    const message = `the address is outside ${this.account.baseUrl}, where the key of account ${this.account.name} must not be sent`;
    throw new FhirError({ reason: 'unsupported', call: name, message });
  }

  async #send(url: string, call: FhirCall, name: string): Promise<Response> {
    const { timeoutMs, maximumBytes } = this.#limits;
    const bounds = new AbortController();
    const exceeded = (reason: 'network' | 'unreadable', message: string): void =>
      bounds.abort(new FhirError({ reason, call: name, message }));
    // The time limit of got covers receiving the last byte, but not decompressing it.
    const late = setTimeout(
      () => exceeded('network', `no answer (ETIMEDOUT: the limit is ${timeoutMs} ms)`),
      timeoutMs,
    );
    const signals = call.signal === undefined ? [bounds.signal] : [bounds.signal, call.signal];
    const request = got(url, {
      method: call.method as Method,
      headers: { ...this.#createHeaders(call), ...call.headers },
      ...(call.body === undefined ? {} : { body: stringifyJson(call.body) }),
      agent: this.#agents,
      retry: { limit: 0 },
      throwHttpErrors: false,
      // A redirect would send the key, even to another origin.
      followRedirect: false,
      signal: AbortSignal.any(signals),
    });
    void request.on('downloadProgress', ({ transferred }) => {
      if (transferred > maximumBytes)
        exceeded('unreadable', `the answer is larger than ${maximumBytes} bytes`);
    });
    try {
      return await request;
    } catch (error) {
      call.signal?.throwIfAborted();
      bounds.signal.throwIfAborted();
      throw new FhirError({ reason: 'network', call: name, message: describeNetworkError(error) });
    } finally {
      clearTimeout(late);
    }
  }

  #createRefusal(response: Response, name: string): FhirError {
    const { statusCode: status, headers, body } = response;
    const outcome = parseResource(body);
    const isOutcome = outcome?.resourceType === 'OperationOutcome';
    const issues = isOutcome ? issuesOf(outcome) : [];
    const texts = [
      `the service answered ${status}`,
      headers.location === undefined ? '' : ` (to ${headers.location}; redirects are not followed)`,
      status === 406 ? ` to ${this.#describeProtocol()}` : '',
      appendText(isOutcome ? issues[0]?.text : readGatewayText(body)),
    ];
    return new FhirError({
      reason: reasonOf(status),
      call: name,
      message: this.#hideKey(texts.join('')),
      status,
      issues: issues.map((issue) => ({ ...issue, text: this.#hideKey(issue.text) })),
      retryAfterSeconds: parseRetryAfter(headers['retry-after'], Date.now()),
    });
  }

  /** Describes the media type and API version that a 406 refuses. An operator has to change one of them. */
  #describeProtocol(): string {
    const { apiVersion } = this.account;
    return `${this.#mediaType}${apiVersion === null ? '' : `, x-api-version ${apiVersion}`}`;
  }

  /** Removes the key from an OperationOutcome, because failures, logs and the request's status show its texts. */
  #hideKeyInOutcome(outcome: OperationOutcome): OperationOutcome {
    return JSON.parse(this.#hideKey(JSON.stringify(outcome))) as OperationOutcome;
  }

  /** Removes the key from a text, because some gateways repeat a refused key, or all headers of the request. */
  #hideKey(text: string): string {
    const { subscriptionKey } = this.account;
    return subscriptionKey === null
      ? text
      : text.replaceAll(subscriptionKey.reveal(), String(subscriptionKey));
  }

  #createHeaders(call: FhirCall): Record<string, string> {
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

/** Describes an error by its code and message only, because an error of got contains all request headers. */
function describeNetworkError(error: unknown): string {
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

function readAnswer(
  response: Response,
  { bodyOptional = false }: FhirCall,
  call: string,
): FhirResource | null {
  const resource = parseResource(response.body);
  if (resource !== null || bodyOptional || isEmpty(response.body)) return resource;
  const type = response.headers['content-type'] ?? 'no content type';
  const message = `the answer (${response.statusCode}, ${type}) is not a FHIR resource in JSON`;
  throw new FhirError({ reason: 'unreadable', call, message, status: response.statusCode });
}

function appendText(text: string | null | undefined): string {
  return text === null || text === undefined ? '' : `: ${text}`;
}
