import { errorsAmong, isError, type Issue } from '../contract/index.js';

const MAX_ISSUES = 100;
const MAX_TEXT_LENGTH = 2_000;
const MAX_PLACES = 10;
const MAX_PLACE_LENGTH = 500;

/**
 * As much of what a service says as a status, a failure and a history can hold: an answer may have 20 MB, and Temporal takes 2.
 * Errors go before what is only worth knowing; the order stays.
 */
export function limitIssues(issues: Issue[]): Issue[] {
  if (issues.length <= MAX_ISSUES) return issues.map(truncateIssue);
  const byWeight = [...errorsAmong(issues), ...issues.filter((issue) => !isError(issue))];
  const kept = new Set(byWeight.slice(0, MAX_ISSUES));
  const text = `${issues.length - MAX_ISSUES} more issues of the service are left out here`;
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
