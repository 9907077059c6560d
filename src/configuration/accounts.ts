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
  /** Base of the FHIR service, without a slash at its end. */
  baseUrl: string;
  edition: EditionName;
  /** Goes to `baseUrl`'s origin and nowhere else. */
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

/** Base address of a FHIR service; a slash at its end is cut. */
export const baseUrl = trimmed
  .refine(isHttpUrl, 'must be an http or https address, without query, fragment or user')
  .transform((url) => url.replace(/\/+$/, ''));

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const plain = url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return /^https?:$/.test(url.protocol) && plain;
}

/** What an HTTP header may carry; also keeps line breaks out of it. */
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

/** Entries are checked one by one, so that a bad one does not hide what is wrong with another. */
const accountsFile = z.record(trimmed, z.unknown());

/**
 * Reads the accounts file (`IDMP_ACCOUNTS_FILE`). A key may stand in it, or in a variable that it names
 * (`subscriptionKeyEnv`). Problems name account and field, and repeat no value.
 */
export function readAccountsFile(path: string, env: NodeJS.ProcessEnv): ReadAccounts {
  const none = new Map<string, Account>();
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    // JSON.parse quotes what it read, and that may be a key.
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
  if (entries.length === 0) return { accounts: none, problems: [`${path} names no account`] };
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

/** What is wrong with where the key comes from, whatever else is wrong with the entry. */
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
