import type { Task } from 'fhir/r5';
import type { Issue } from '../contract/index.js';
import { limitIssues } from './bounded-issues.js';
import { objectsIn } from './lists.js';
import { readConceptText } from './operation-outcome.js';

/**
 * Why a Task ended as it did. The guide says nowhere where the reason stands, so all places that R5 has are read:
 * `statusReason` (a CodeableReference; a CodeableConcept in R4), `businessStatus`, `note`.
 */
export function reasonsOf(task: Task): Issue[] {
  const reason = task.statusReason;
  const said = [
    createIssues(
      'Task.statusReason',
      readConceptText(reason?.concept) ?? readConceptText(reason) ?? reason?.reference?.display,
    ),
    createIssues('Task.businessStatus', readConceptText(task.businessStatus)),
    ...objectsIn(task.note).map((note, index) => createIssues(`Task.note[${index}]`, note.text)),
  ].flat();
  return limitIssues(said);
}

function createIssues(expression: string, text: string | null | undefined): Issue[] {
  if (typeof text !== 'string' || text === '') return [];
  return [{ severity: 'error', code: 'business-rule', text, expression: [expression] }];
}
