import type { Issue } from '../http/outcome.js';

/** A rule that is broken, and where. */
export function error(code: Issue['code'], text: string, expression: string): Issue {
  return { severity: 'error', code, text, expression };
}
