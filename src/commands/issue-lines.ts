import type { Issue } from '../contract/index.js';

/** Issues for people: a line each, the place first. */
export function issueLines(issues: readonly Issue[]): string[] {
  return issues.map(({ severity, text, expression }) => {
    const place = expression.length === 0 ? '' : `${expression.join(', ')}: `;
    return `  ${severity === 'error' || severity === 'fatal' ? '✗' : '·'} ${place}${text}`;
  });
}
