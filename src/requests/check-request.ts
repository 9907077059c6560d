import type { Config } from '../configuration/config.js';
import { DEFAULT_ACCOUNT, isError, type Issue, type Kind, type RequestInput } from '../contract/index.js';
import { editionNamed } from '../editions/index.js';
import { createProblem } from '../products/request-problem.js';
import { check, requests } from '../schemas/index.js';
import { findTaskIssues } from './task-issues.js';

export interface CheckedRequest {
  /** Null where there are errors. */
  request: RequestInput | null;
  account: string;
  issues: Issue[];
}

/**
 * Checks a request as the worker will: its form, its account, and the Task that becomes of it by the rules of the
 * account's edition. Answers all that is wrong at once.
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
    `there is no account "${name}"; the configuration has ${known}`,
  );
}
