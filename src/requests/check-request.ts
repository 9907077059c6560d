import type { Config } from '../configuration/config.js';
import { DEFAULT_ACCOUNT, isError, type Issue, type Kind, type RequestInput } from '../contract/index.js';
import { editionNamed } from '../editions/index.js';
import { createProblem } from '../products/request-problem.js';
import { check, requests } from '../schemas/index.js';
import { findTaskIssues } from './task-issues.js';

/** Result of the check of a request. */
export interface CheckedRequest {
  /** Null if there are errors. */
  request: RequestInput | null;
  account: string;
  issues: Issue[];
}

/**
 * Checks a request in the same way as the worker: its form, its account, and its Task by the rules of the account's edition.
 * Returns all issues at once.
 */
export async function checkRequest(
  data: Record<string, unknown>,
  kind: Kind,
  config: Config,
): Promise<CheckedRequest> {
  const { value: request, issues } = check(requests[kind], data);
  const name = typeof data.account === 'string' ? data.account : DEFAULT_ACCOUNT;
  const account = config.accounts.get(name);
  const accountIssues = account === undefined ? [createUnknownAccountIssue(name, config)] : [];
  const supported = account === undefined || editionNamed(account.edition).requests[kind] !== undefined;
  if (request !== null && account !== undefined && supported) {
    const task = await findTaskIssues(request, kind, account.edition);
    return { request: task.some(isError) ? null : request, account: name, issues: task };
  }
  const kindIssues = supported ? [] : await findTaskIssues({} as RequestInput, kind, account.edition);
  return { request: null, account: name, issues: [...issues, ...accountIssues, ...kindIssues] };
}

function createUnknownAccountIssue(name: string, config: Config): Issue {
  const known = [...config.accounts.keys()].join(', ');
  return createProblem(
    'account',
    'not-found',
    `account "${name}" does not exist; the configuration has ${known}`,
  );
}
