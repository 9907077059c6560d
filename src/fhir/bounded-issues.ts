import type { Issue } from '../contract/index.js';
import { errorsAmong, isError } from './issue-severity.js';

const MOST_ISSUES = 100;
const LONGEST_TEXT = 2_000;
const MOST_PLACES = 10;
const LONGEST_PLACE = 500;

/**
 * As much of what a service says as a status, a failure and a history can hold: an answer may have 20 MB, and Temporal takes 2.
 * Errors go before what is only worth knowing; the order stays.
 */
export function boundedIssues(issues: Issue[]): Issue[] {
  if (issues.length <= MOST_ISSUES) return issues.map(shortened);
  const byWeight = [...errorsAmong(issues), ...issues.filter((issue) => !isError(issue))];
  const kept = new Set(byWeight.slice(0, MOST_ISSUES));
  const text = `${issues.length - MOST_ISSUES} more issues of the service are left out here`;
  const rest: Issue = { severity: 'information', code: 'informational', text, expression: [] };
  return [...issues.filter((issue) => kept.has(issue)).map(shortened), rest];
}

function shortened({ severity, code, text, expression }: Issue): Issue {
  const places = expression.slice(0, MOST_PLACES).map((place) => place.slice(0, LONGEST_PLACE));
  return { severity, code: code.slice(0, LONGEST_PLACE), text: cut(text), expression: places };
}

function cut(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
}
