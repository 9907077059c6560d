import type { FailureType, Issue } from '../contract/index.js';

/** A request that cannot be made into the edition's Task; says all that is wrong, and where. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';

  constructor(
    readonly type: Extract<FailureType, 'InvalidRequest' | 'UnsupportedByEdition'>,
    readonly issues: Issue[],
  ) {
    super(issues.map((issue) => `${issue.expression.join(', ')}: ${issue.text}`).join('; '));
  }
}

/** An error issue at a place of the input. */
export function createProblem(place: string, code: string, text: string): Issue {
  return { severity: 'error', code, text, expression: [place] };
}
