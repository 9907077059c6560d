import type { Issue } from '../contract/index.js';

/** A list of issues in which each issue appears once. */
export class Findings {
  readonly issues: Issue[] = [];
  readonly #seen = new Set<string>();

  /** @param at FHIRPath of the element: `Task.contained[1].substance.strength[0]` */
  error(at: string, code: string, text: string): void {
    this.#add({ severity: 'error', code, text, expression: [at] });
  }

  warning(at: string, code: string, text: string): void {
    this.#add({ severity: 'warning', code, text, expression: [at] });
  }

  #add(issue: Issue): void {
    const key = `${issue.severity} ${issue.expression[0]} ${issue.text}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.issues.push(issue);
  }
}
