import type { CodeableConcept, OperationOutcome, OperationOutcomeIssue } from 'fhir/r5';
import type { Issue } from '../contract/index.js';
import { limitIssues } from './bounded-issues.js';
import { objectsIn } from './lists.js';

const SEVERITIES = new Set<string>(['fatal', 'error', 'warning', 'information', 'success']);

/** Issue types that mean "not judged now" instead of "wrong", so that a retry is sensible (R5, issue-type, transient). */
const TRANSIENT_CODES = new Set([
  'transient',
  'timeout',
  'exception',
  'lock-error',
  'no-store',
  'throttled',
  'incomplete',
]);

/** Reads the issues of an OperationOutcome in the form of results and failures, up to the limits of `limitIssues`. */
export function issuesOf(outcome: OperationOutcome): Issue[] {
  return limitIssues(objectsIn(outcome.issue).map(issueOf));
}

function issueOf(issue: OperationOutcomeIssue): Issue {
  return {
    severity: SEVERITIES.has(issue.severity) ? issue.severity : 'error',
    code: typeof issue.code === 'string' ? issue.code : 'unknown',
    text: textOf(issue),
    expression: expressionOf(issue),
  };
}

function textOf(issue: OperationOutcomeIssue): string {
  return readConceptText(issue.details) ?? ignoreBlank(issue.diagnostics) ?? 'the service gave no text';
}

/** Reads the places of an issue. `location` is an older, XPath-like form, used if there is no `expression`. */
function expressionOf({ expression, location }: OperationOutcomeIssue): string[] {
  const places: unknown = expression ?? location ?? [];
  return Array.isArray(places) ? places.filter((each) => typeof each === 'string') : [];
}

/** Reads the text of a CodeableConcept for people: its text, or the display or code of its first coding. */
export function readConceptText(concept: CodeableConcept | undefined): string | null {
  const coding = concept?.coding?.[0];
  return ignoreBlank(concept?.text) ?? ignoreBlank(coding?.display) ?? ignoreBlank(coding?.code);
}

function ignoreBlank(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** Tells whether the errors mean that the service did not judge, so that a retry may give a verdict. */
export function isTransient(errors: readonly Issue[]): boolean {
  return errors.some(({ code }) => TRANSIENT_CODES.has(code));
}
