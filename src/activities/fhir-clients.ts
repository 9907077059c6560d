import { asyncLocalStorage, log } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Account } from '../configuration/config.js';
import { createFailure } from '../contract/create-failure.js';
import type { FailureDetails, Issue } from '../contract/index.js';
import { FhirClient, Pace, type CallObserver } from '../fhir/index.js';
import { DailyNews } from './daily-news.js';
import type { Callers } from './dependencies.js';

/**
 * The FHIR clients of a process, one per account. A client is created at its first use, and keeps its connections. All
 * clients share one pace, because the rate limit applies to the process.
 */
export class FhirClients implements Callers {
  readonly #clients = new Map<string, FhirClient>();

  readonly #pace: Pace;

  constructor(
    readonly accounts: ReadonlyMap<string, Account>,
    maxCallsPerSecond: number,
    /** Receives each call of each account. */
    readonly observer?: CallObserver,
  ) {
    this.#pace = new Pace(maxCallsPerSecond);
  }

  /**
   * Returns the client of an account.
   *
   * @throws `UnknownAccount`, which is retried: the request was accepted with this account, so its Task may exist at the
   * service, and only this worker lacks the account
   */
  of(accountName: string): FhirClient {
    const known = this.#clients.get(accountName);
    if (known !== undefined) return known;
    const account = this.accounts.get(accountName);
    if (account === undefined) throw createMissingAccountFailure(accountName);
    const client = new FhirClient(account, {
      onWarning: createWarningLog(accountName),
      pace: this.#pace,
      ...(this.observer === undefined ? {} : { observer: this.observer }),
    });
    this.#clients.set(accountName, client);
    return client;
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }
}

/** Logs each warning once a day, although each answer repeats it. Calls outside of activities do not have a log. */
function createWarningLog(account: string): (warning: Issue) => void {
  const news = new DailyNews();
  return ({ text }) => {
    const isActivity = asyncLocalStorage.getStore() !== undefined;
    if (isActivity && news.isNew(text, Date.now())) log.warn('the service warns', { account, warning: text });
  };
}

function createMissingAccountFailure(account: string): ApplicationFailure {
  const text = `this worker no longer has the account "${account}" of this request`;
  const details: FailureDetails = { issues: [createNotFoundIssue(text)], taskId: null };
  return ApplicationFailure.create({ type: 'UnknownAccount', message: text, details: [details] });
}

function createNotFoundIssue(text: string): Issue {
  return { severity: 'error', code: 'not-found', text, expression: ['account'] };
}

/** Finds an account by its name. @throws `UnknownAccount`, which ends the request */
export function findAccount(accounts: ReadonlyMap<string, Account>, name: string): Account {
  const account = accounts.get(name);
  if (account !== undefined) return account;
  const text = `account "${name}" does not exist; the worker has the accounts ${[...accounts.keys()].join(', ')}`;
  throw createFailure('UnknownAccount', text, [createNotFoundIssue(text)]);
}
