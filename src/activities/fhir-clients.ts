import { asyncLocalStorage, log } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { Account } from '../configuration/config.js';
import { createFailure } from '../contract/create-failure.js';
import type { FailureDetails, Issue } from '../contract/index.js';
import { FhirClient, Pace, type CallObserver } from '../fhir/index.js';
import { DailyNews } from './daily-news.js';
import type { Callers } from './dependencies.js';

/**
 * One FHIR client an account, made when first asked for and kept with its connections. All of them keep one pace: the
 * rate limit is that of the process, whichever service its accounts are at.
 */
export class FhirClients implements Callers {
  readonly #clients = new Map<string, FhirClient>();

  readonly #pace: Pace;

  constructor(
    readonly accounts: ReadonlyMap<string, Account>,
    maxCallsPerSecond: number,
    /** Hears of every call, of whichever account. */
    readonly observer?: CallObserver,
  ) {
    this.#pace = new Pace(maxCallsPerSecond);
  }

  /**
   * @throws `UnknownAccount`, which is tried again: the request was accepted with this account, so its Task may stand at
   * the service, and it is this worker that lacks the account
   */
  of(accountName: string): FhirClient {
    const known = this.#clients.get(accountName);
    if (known !== undefined) return known;
    const account = this.accounts.get(accountName);
    if (account === undefined) throw createForgottenAccountFailure(accountName);
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

/** Every answer repeats the warning: operators are told once a day. Calls outside activities have no log. */
function createWarningLog(account: string): (warning: Issue) => void {
  const news = new DailyNews();
  return ({ text }) => {
    const isActivity = asyncLocalStorage.getStore() !== undefined;
    if (isActivity && news.isNew(text, Date.now())) log.warn('the service warns', { account, warning: text });
  };
}

function createForgottenAccountFailure(account: string): ApplicationFailure {
  const text = `this worker has no account "${account}" (any more), with which the request was accepted`;
  const details: FailureDetails = { issues: [createNotFoundIssue(text)], taskId: null };
  return ApplicationFailure.create({ type: 'UnknownAccount', message: text, details: [details] });
}

function createNotFoundIssue(text: string): Issue {
  return { severity: 'error', code: 'not-found', text, expression: ['account'] };
}

/** @throws `UnknownAccount`, which ends the request */
export function accountNamed(accounts: ReadonlyMap<string, Account>, name: string): Account {
  const account = accounts.get(name);
  if (account !== undefined) return account;
  const text = `there is no account "${name}"; the worker knows ${[...accounts.keys()].join(', ')}`;
  throw createFailure('UnknownAccount', text, [createNotFoundIssue(text)]);
}
