import type { Issue } from '../contract/index.js';

/** Whether an issue stands in the way, and is not just worth knowing. */
export function isError({ severity }: Issue): boolean {
  return severity === 'fatal' || severity === 'error';
}

export function errorsAmong(issues: readonly Issue[]): Issue[] {
  return issues.filter(isError);
}
