import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  CANCELLATION_STRATEGIES,
  EDITION_NAMES,
  type CancellationStrategy,
  type EditionName,
  type PollingSchedule,
} from './contract/index.js';
import { check, polling } from './schemas/index.js';
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

export interface AccountsRead {
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
  return /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '';
}

/** What an HTTP header may carry; also keeps line breaks out of it. */
export const headerValue = trimmed.regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without blanks');

const accountsFile = z.record(
  trimmed,
  z.strictObject({
    baseUrl,
    edition: z.enum(EDITION_NAMES),
    subscriptionKey: headerValue.optional(),
    subscriptionKeyEnv: trimmed.optional(),
    apiVersion: headerValue.optional(),
    polling: polling.optional(),
    cancellation: z.enum(CANCELLATION_STRATEGIES).optional(),
  }),
);

type AccountEntry = z.infer<typeof accountsFile>[string];

/**
 * Reads the accounts file (`IDMP_ACCOUNTS_FILE`). A key may stand in it, or in a variable that it names
 * (`subscriptionKeyEnv`). Problems name account and field, and repeat no value.
 */
export function readAccountsFile(path: string, env: NodeJS.ProcessEnv): AccountsRead {
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
  if (checked.value === null) {
    return {
      accounts: none,
      problems: checked.issues.map((issue) => `${issue.expression[0]} ${issue.text}`),
    };
  }
  const entries = Object.entries(checked.value);
  if (entries.length === 0) return { accounts: none, problems: [`${path} names no account`] };
  return {
    accounts: new Map(entries.map(([name, entry]) => [name, accountOf(name, entry, env)])),
    problems: entries.flatMap(([name, entry]) => keyProblems(name, entry, env)),
  };
}

function accountOf(name: string, entry: AccountEntry, env: NodeJS.ProcessEnv): Account {
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

function keyProblems(name: string, entry: AccountEntry, env: NodeJS.ProcessEnv): string[] {
  const variable = entry.subscriptionKeyEnv;
  if (variable === undefined) return [];
  if (entry.subscriptionKey !== undefined) {
    return [`${name} has both subscriptionKey and subscriptionKeyEnv: keep one`];
  }
  return headerValue.safeParse(env[variable]).success
    ? []
    : [
        `${name}.subscriptionKeyEnv names ${variable}, which is not set to a key (printable ASCII without blanks)`,
      ];
}
