import type { Task } from 'fhir/r5';
import type { Issue } from '../contract/index.js';
import { limitIssues } from './bounded-issues.js';
import { objectsIn } from './lists.js';
import { readConceptText } from './operation-outcome.js';

/**
 * Reads the reasons for the end of a Task. The guide does not name an element for them, so all elements of R5 are read:
 * `statusReason` (a CodeableReference; a CodeableConcept in R4), `businessStatus` and `note`.
 */
export function reasonsOf(task: Task): Issue[] {
  const reason = task.statusReason;
  const reasons = [
    createIssues(
      'Task.statusReason',
      readConceptText(reason?.concept) ?? readConceptText(reason) ?? reason?.reference?.display,
    ),
    createIssues('Task.businessStatus', readConceptText(task.businessStatus)),
    ...objectsIn(task.note).map((note, index) => createIssues(`Task.note[${index}]`, note.text)),
  ].flat();
  return limitIssues(reasons);
}

function createIssues(expression: string, text: string | null | undefined): Issue[] {
  if (typeof text !== 'string' || text === '') return [];
  return [{ severity: 'error', code: 'business-rule', text, expression: [expression] }];
}
