import type { Account } from '../config.js';
import { FhirClient } from '../fhir/index.js';
import { finalFailure } from './failures.js';

/** One FHIR client an account, made when first asked for and kept with its connections. */
export class FhirClients {
  readonly #clients = new Map<string, FhirClient>();

  constructor(readonly accounts: ReadonlyMap<string, Account>) {}

  /** @throws `UnknownAccount`, which ends the request */
  of(accountName: string): FhirClient {
    const known = this.#clients.get(accountName);
    if (known !== undefined) return known;
    const client = new FhirClient(accountNamed(this.accounts, accountName));
    this.#clients.set(accountName, client);
    return client;
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }
}

/** @throws `UnknownAccount`, which ends the request */
export function accountNamed(accounts: ReadonlyMap<string, Account>, name: string): Account {
  const account = accounts.get(name);
  if (account !== undefined) return account;
  const text = `there is no account "${name}"; the worker knows ${[...accounts.keys()].join(', ')}`;
  throw finalFailure('UnknownAccount', text, [
    { severity: 'error', code: 'not-found', text, expression: ['account'] },
  ]);
}
