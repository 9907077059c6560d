import type { Bundle, OperationOutcome, Task } from 'fhir/r5';
import type { EditionName, Sandbox } from '../../../sandbox/index.js';

/** An answer of the sandbox. */
export interface Answer<T> {
  status: number;
  headers: Headers;
  text: string;
  json: T;
}

/** Talks to a sandbox over real HTTP as one key of one edition. */
export class Client {
  readonly #sandbox: Sandbox;
  readonly edition: EditionName;
  readonly key: string | undefined;

  constructor(sandbox: Sandbox, edition: EditionName, key: string | undefined = 'key-1') {
    this.#sandbox = sandbox;
    this.edition = edition;
    this.key = key;
  }

  /** Calls any path of the edition, below its base. */
  async ask<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const base = this.#sandbox.baseUrl(this.edition);
    return fetchJson<T>(path.startsWith('http') ? path : `${base}${path}`, {
      method,
      headers: {
        ...(this.key === undefined ? {} : { 'Ocp-Apim-Subscription-Key': this.key }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  validate(task: unknown): Promise<Answer<OperationOutcome>> {
    return this.ask('POST', '/Task/$validate', task);
  }

  async submit(task: unknown): Promise<Answer<Task> & { id: string }> {
    const answer = await this.ask<Task>('POST', '/Task', task);
    return { ...answer, id: answer.json.id ?? '' };
  }

  read(id: string): Promise<Answer<Task>> {
    return this.ask('GET', `/Task/${id}`);
  }

  search(query: string): Promise<Answer<Bundle<Task>>> {
    return this.ask('GET', `/Task?${query}`);
  }

  /** Calls the control endpoint; the path is below `/control`. */
  control<T = unknown>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    return fetchJson<T>(`${this.#sandbox.url}/control${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
  }

  move(id: string, status: string, others: object = {}): Promise<Answer<unknown>> {
    return this.control('POST', `/tasks/${this.edition}/${id}`, { status, ...others });
  }

  advance(advanceSeconds: number): Promise<Answer<unknown>> {
    return this.control('POST', '/clock', { advanceSeconds });
  }
}

async function fetchJson<T>(url: string, init: RequestInit): Promise<Answer<T>> {
  const response = await fetch(url, init);
  const text = await response.text();
  let json: unknown = null;
  try {
    json = JSON.parse(text);
  } catch {
    // Some answers are not JSON; a test that expects JSON receives null.
  }
  return { status: response.status, headers: response.headers, text, json: json as T };
}

/** Lists the errors of an OperationOutcome as `expression: text`. */
export function errorsOf(outcome: OperationOutcome): string[] {
  return outcome.issue
    .filter(({ severity }) => severity === 'error')
    .map(({ expression, details }) => `${expression?.[0] ?? ''}: ${details?.text ?? ''}`);
}
