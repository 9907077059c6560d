import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  CANCELLATION_STRATEGIES,
  EDITION_NAMES,
  type CancellationStrategy,
  type EditionName,
  type Issue,
  type PollingSchedule,
} from '../contract/index.js';
import { check, polling } from '../schemas/index.js';
import { Secret } from './secret.js';

/** One customer's access to one FHIR service. */
export interface Account {
  name: string;
  /** Base address of the FHIR service, without a trailing slash. */
  baseUrl: string;
  edition: EditionName;
  /** Sent only to the origin of `baseUrl`. */
  subscriptionKey: Secret | null;
  apiVersion: string | null;
  polling: Partial<PollingSchedule>;
  cancellation: CancellationStrategy | null;
}

export interface ReadAccounts {
  accounts: Map<string, Account>;
  problems: string[];
}

const trimmed = z.string().trim().min(1, 'must not be empty');

/** Base address of a FHIR service, without trailing slashes. */
export const baseUrl = trimmed
  .refine(isHttpUrl, 'must be an http or https address, without query, fragment or user')
  .transform((url) => url.replace(/\/+$/, ''));

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const plain = url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return /^https?:$/.test(url.protocol) && plain;
}

/** Value of an HTTP header, without line breaks. */
export const headerValue = trimmed.regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without blanks');

const accountEntry = z.strictObject({
  baseUrl,
  edition: z.enum(EDITION_NAMES),
  subscriptionKey: headerValue.optional(),
  subscriptionKeyEnv: trimmed.optional(),
  apiVersion: headerValue.optional(),
  polling: polling.optional(),
  cancellation: z.enum(CANCELLATION_STRATEGIES).optional(),
});

type AccountEntry = z.infer<typeof accountEntry>;

/** The accounts file with unchecked entries. Each entry is checked alone, so that all problems are found. */
const accountsFile = z.record(trimmed, z.unknown());

/**
 * Reads the accounts file (`IDMP_ACCOUNTS_FILE`). A key is in the file, or in a variable that the file names
 * (`subscriptionKeyEnv`). Problems name account and field, and never contain a value.
 */
export function readAccountsFile(path: string, env: NodeJS.ProcessEnv): ReadAccounts {
  const none = new Map<string, Account>();
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    // The message of JSON.parse quotes the text, which may be a key.
    const reason = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    return { accounts: none, problems: [`${path} ${reason}`] };
  }
  const checked = check(accountsFile, data);
  if (checked.value === null) return { accounts: none, problems: checked.issues.map(formatProblem) };
  const entries = Object.entries(checked.value).map(([name, entry]) => ({
    name,
    ...check(accountEntry, entry, name),
    keyProblems: findKeyProblems(name, entry, env),
  }));
  if (entries.length === 0) return { accounts: none, problems: [`${path} does not have any accounts`] };
  return {
    accounts: new Map(
      entries.flatMap(({ name, value }) => (value === null ? [] : [[name, createAccount(name, value, env)]])),
    ),
    problems: entries.flatMap((entry) => [...entry.issues.map(formatProblem), ...entry.keyProblems]),
  };
}

function formatProblem({ expression, text }: Issue): string {
  return `${expression.join()} ${text}`;
}

function createAccount(name: string, entry: AccountEntry, env: NodeJS.ProcessEnv): Account {
  const key = entry.subscriptionKey ?? env[entry.subscriptionKeyEnv ?? '']?.trim();
  return {
    name,
    baseUrl: entry.baseUrl,
    edition: entry.edition,
    subscriptionKey: key === undefined ? null : new Secret(key),
    apiVersion: entry.apiVersion ?? null,
    polling: entry.polling ?? {},
    cancellation: entry.cancellation ?? null,
  };
}

/** Finds problems of the key's source, also in an entry with other problems. */
function findKeyProblems(name: string, entry: unknown, env: NodeJS.ProcessEnv): string[] {
  const { subscriptionKey, subscriptionKeyEnv: variable } = (entry ?? {}) as Partial<
    Record<keyof AccountEntry, unknown>
  >;
  if (typeof variable !== 'string' || variable.trim() === '') return [];
  if (subscriptionKey !== undefined) {
    return [`${name} has both subscriptionKey and subscriptionKeyEnv: keep one`];
  }
  return headerValue.safeParse(env[variable.trim()]).success
    ? []
    : [
        `${name}.subscriptionKeyEnv names ${variable}, which is not set to a key (printable ASCII without blanks)`,
      ];
}
