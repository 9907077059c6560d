import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r5';

/** A finding about a request, in the terms of FHIR's OperationOutcome.issue. */
export interface Issue {
  severity: OperationOutcomeIssue['severity'];
  code: OperationOutcomeIssue['code'];
  text: string;
  /** Place as FHIRPath: `Task.contained[0].name[0].usage[0].language`. */
  expression?: string | undefined;
}

/** The OperationOutcome of some issues. */
export function outcome(issues: readonly Issue[]): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: issues.map(({ severity, code, text, expression }) => ({
      severity,
      code,
      details: { text },
      ...(expression === undefined ? {} : { expression: [expression] }),
    })),
  };
}

/** A request that ends with a status of 4xx or 5xx and an OperationOutcome. */
export class FhirError extends Error {
  readonly status: number;
  readonly issues: readonly Issue[];
  readonly headers: Record<string, string>;

  constructor(status: number, issues: Issue | readonly Issue[], headers: Record<string, string> = {}) {
    const list: readonly Issue[] = 'severity' in issues ? [issues] : issues;
    super(list.map(({ text }) => text).join(' '));
    this.name = 'FhirError';
    this.status = status;
    this.issues = list;
    this.headers = headers;
  }
}

/** A FhirError of one issue of severity error. */
export function fhirError(status: number, code: Issue['code'], text: string): FhirError {
  return new FhirError(status, { severity: 'error', code, text });
}
