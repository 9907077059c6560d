import type { Issue } from '../contract/index.js';
import { isError } from '../fhir/issue-severity.js';

/** Issues for people: a line each, the place first. */
export function issueLines(issues: readonly Issue[]): string[] {
  return issues.map((issue) => {
    const { text, expression } = issue;
    const place = expression.length === 0 ? '' : `${expression.join(', ')}: `;
    return `  ${isError(issue) ? '✗' : '·'} ${place}${text}`;
  });
}
