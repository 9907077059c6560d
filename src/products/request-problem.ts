import type { FailureType, Issue } from '../contract/index.js';

/** Error of a request that cannot become a Task of the edition. It has all issues with their places. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';

  constructor(
    readonly type: Extract<FailureType, 'InvalidRequest' | 'UnsupportedByEdition'>,
    readonly issues: Issue[],
  ) {
    super(issues.map((issue) => `${issue.expression.join(', ')}: ${issue.text}`).join('; '));
  }
}

/** Creates an error at a place of the input. */
export function createProblem(place: string, code: string, text: string): Issue {
  return { severity: 'error', code, text, expression: [place] };
}
