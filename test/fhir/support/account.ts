import { inspect } from 'node:util';
import type { Account } from '../../../src/configuration/config.js';
import { FhirClient, FhirError } from '../../../src/fhir/index.js';
import { Secret } from '../../../src/configuration/secret.js';

/** A key that is easy to find in every output that leaks it. */
export const KEY = 'k3y-that-must-not-leak';

export function accountAt(baseUrl: string, changes: Partial<Account> = {}): Account {
  return {
    name: 'default',
    baseUrl,
    edition: '2026-05',
    subscriptionKey: new Secret(KEY),
    apiVersion: null,
    polling: {},
    cancellation: null,
    ...changes,
  };
}

/** Runs a test's calls with a client of its own, and ends its connections. */
export async function withClient<T>(account: Account, use: (client: FhirClient) => Promise<T>): Promise<T> {
  const client = new FhirClient(account);
  try {
    return await use(client);
  } finally {
    client.close();
  }
}

/** Returns the error of a failed call. */
export async function errorOf(call: Promise<unknown>): Promise<FhirError> {
  try {
    await call;
  } catch (error) {
    if (error instanceof FhirError) return error;
    throw error;
  }
  throw new Error('the call did not fail');
}

/** Prints every part of a value that a log, a failure or a debugger could show. */
export function everythingShownOf(value: unknown): string {
  const { message, stack } = value instanceof Error ? value : { message: '', stack: '' };
  return [
    inspect(value, { depth: Infinity, showHidden: true, getters: true }),
    JSON.stringify(value, (_key, each: unknown) =>
      each instanceof Error ? { ...each, message: each.message, cause: each.cause } : each,
    ),
    String(value),
    message,
    stack,
  ].join('\n');
}
