import type { Config } from '../configuration/config.js';
import { DEFAULT_ACCOUNT, type Issue, type Kind, type RequestInput } from '../contract/index.js';
import { editionNamed } from '../editions/index.js';
import { isError } from '../fhir/issue-severity.js';
import { problemAt } from '../products/request-problem.js';
import { check, requests } from '../schemas/index.js';
import { taskIssues } from './task-issues.js';

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
  const accountIssues = account === undefined ? [unknownAccount(name, config)] : [];
  const supported = account === undefined || editionNamed(account.edition).requests[kind] !== undefined;
  if (request !== null && account !== undefined && supported) {
    const task = await taskIssues(request, kind, account.edition);
    return { request: task.some(isError) ? null : request, account: name, issues: task };
  }
  const kindIssues = supported ? [] : await taskIssues({} as RequestInput, kind, account.edition);
  return { request: null, account: name, issues: [...issues, ...accountIssues, ...kindIssues] };
}

function unknownAccount(name: string, config: Config): Issue {
  const known = [...config.accounts.keys()].join(', ');
  return problemAt('account', 'not-found', `there is no account "${name}"; the configuration has ${known}`);
}
