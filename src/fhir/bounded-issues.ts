import { errorsAmong, isError, type Issue } from '../contract/index.js';

/** Limits the issues of one answer. */
const MAX_ISSUES = 100;
/** Limits an issue's text, in characters. */
const MAX_TEXT_LENGTH = 2_000;
/** Limits the expressions of an issue. */
const MAX_PLACES = 10;
/** Limits an expression or a code, in characters. */
const MAX_PLACE_LENGTH = 500;

/**
 * Truncates a service's issues to the size that a status, a failure and a history can hold. An answer may have 20 MB, but
 * Temporal accepts 2 MB. Errors are kept before warnings and information. The order does not change.
 */
export function limitIssues(issues: Issue[]): Issue[] {
  if (issues.length <= MAX_ISSUES) return issues.map(truncateIssue);
  const byWeight = [...errorsAmong(issues), ...issues.filter((issue) => !isError(issue))];
  const kept = new Set(byWeight.slice(0, MAX_ISSUES));
  const text = `${issues.length - MAX_ISSUES} more issues of the service were omitted`;
  const rest: Issue = { severity: 'information', code: 'informational', text, expression: [] };
  return [...issues.filter((issue) => kept.has(issue)).map(truncateIssue), rest];
}

function truncateIssue({ severity, code, text, expression }: Issue): Issue {
  const places = expression.slice(0, MAX_PLACES).map((place) => place.slice(0, MAX_PLACE_LENGTH));
  return { severity, code: code.slice(0, MAX_PLACE_LENGTH), text: truncate(text), expression: places };
}

function truncate(text: string): string {
  return text.length <= MAX_TEXT_LENGTH ? text : `${text.slice(0, MAX_TEXT_LENGTH)}…`;
}
