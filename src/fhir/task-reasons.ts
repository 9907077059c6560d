import type { Task } from 'fhir/r5';
import type { Issue } from '../contract/index.js';
import { limitIssues } from './bounded-issues.js';
import { objectsIn } from './lists.js';
import { conceptText } from './operation-outcome.js';

/**
 * Why a Task ended as it did. The guide says nowhere where the reason stands, so all places that R5 has are read:
 * `statusReason` (a CodeableReference; a CodeableConcept in R4), `businessStatus`, `note`.
 */
export function reasonsOf(task: Task): Issue[] {
  const reason = task.statusReason;
  const said = [
    issue(
      'Task.statusReason',
      conceptText(reason?.concept) ?? conceptText(reason) ?? reason?.reference?.display,
    ),
    issue('Task.businessStatus', conceptText(task.businessStatus)),
    ...objectsIn(task.note).map((note, index) => issue(`Task.note[${index}]`, note.text)),
  ].flat();
  return limitIssues(said);
}

function issue(expression: string, text: string | null | undefined): Issue[] {
  if (typeof text !== 'string' || text === '') return [];
  return [{ severity: 'error', code: 'business-rule', text, expression: [expression] }];
}
