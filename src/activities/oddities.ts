import type { Issue } from '../contract/index.js';

/**
 * Something in the service's answer that cannot be used, or is not as the guide has it: said in the request's status,
 * never guessed at.
 */
export function oddity(code: string, text: string, ...expression: string[]): Issue {
  return { severity: 'warning', code, text, expression };
}
