import type { Issue } from '../contract/index.js';

/**
 * Creates a warning about a part of the service's answer that is unusable or not as the guide describes it. The request's
 * status lists it.
 */
export function createWarning(code: string, text: string, ...expression: string[]): Issue {
  return { severity: 'warning', code, text, expression };
}
