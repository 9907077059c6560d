import type { Issue } from './status.js';

/** Tells whether an issue stops a request. Warnings and information do not. */
export function isError({ severity }: Issue): boolean {
  return severity === 'fatal' || severity === 'error';
}

/** Selects the issues that stop a request. */
export function errorsAmong(issues: readonly Issue[]): Issue[] {
  return issues.filter(isError);
}
