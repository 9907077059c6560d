import type { Task } from 'fhir/r5';
import type { Edition } from '../editions/index.js';
import type { Issue } from '../http/outcome.js';
import { object, objects, text, type JsonObject } from '../json.js';
import { claims } from './claims.js';
import { checkContained } from './contained.js';
import { error } from './findings.js';
import { checkInvariants } from './invariants.js';
import { checkStructure } from './r5/structure.js';
import { checkCodes, checkResourceLanguage } from './terminology.js';
import { isTooDeep } from './walk.js';

const TASK_CODE = 'http://hl7.org/fhir/CodeSystem/task-code';

/** R5, value set task-intent (required). */
const INTENTS = [
  'unknown',
  'proposal',
  'plan',
  'order',
  'original-order',
  'reflex-order',
  'filler-order',
  'instance-order',
  'option',
];

/** The verdict on an abort Task: the issues, or the Task and the id of the Task that it refers to. */
export interface AbortVerdict {
  issues: Issue[];
  accepted: { kind: 'abort'; task: Task; focus: string } | null;
}

/** Tells whether a Task asks to mark another one as cancelled (R5, code system task-code, `abort`). */
export function isAbort(body: JsonObject): boolean {
  return (
    body.resourceType === 'Task' &&
    objects(object(body.code).coding).some(({ system, code }) => system === TASK_CODE && code === 'abort')
  );
}

/**
 * Judges an abort Task by R5 alone, since the guide has none: its structure, a status that leaves the decision to
 * the service, and a focus.
 * @param findFocus the id of the Task that a reference means, or what is wrong with that
 */
export function judgeAbort(
  edition: Edition,
  body: JsonObject,
  findFocus: (reference: string) => { id: string } | { issue: Issue },
): AbortVerdict {
  if (isTooDeep(body)) {
    return { issues: [error('structure', 'The Task is nested too deeply.', 'Task')], accepted: null };
  }
  const claimed = claims(edition, body, 'Task');
  const reference = text(object(body.focus).reference);
  const focus = reference === undefined ? null : findFocus(reference);
  const issues = [
    ...claimed.issues,
    ...claimed.rules.map(() =>
      error(
        'structure',
        'An abort Task is not a request of the guide, but it claims the profile of one.',
        'Task.meta',
      ),
    ),
    ...checkStructure(body, 'Task'),
    ...checkResourceLanguage(body, 'Task'),
    ...checkInvariants(edition, body, 'Task'),
    ...checkContained(body),
    ...checkCodes(edition, body),
    ...checkStatusAndIntent(body),
  ];
  if (focus === null) {
    issues.push(
      error('required', 'Task.focus names the Task that is to be aborted.', 'Task.focus.reference'),
    );
  } else if ('issue' in focus) {
    issues.push(focus.issue);
  } else if (issues.length === 0) {
    // The rules make it a Task of R5; from here on it is read as one.
    return { issues, accepted: { kind: 'abort', task: body as unknown as Task, focus: focus.id } };
  }
  return { issues, accepted: null };
}

/** That they are there at all is checked with the structure. */
function checkStatusAndIntent({ status, intent }: JsonObject): Issue[] {
  const [is, means] = [text(status), text(intent)];
  return [
    ...(is === undefined || is === 'requested'
      ? []
      : [error('value', `An abort Task is sent as requested; not as ${is}.`, 'Task.status')]),
    ...(means === undefined || INTENTS.includes(means)
      ? []
      : [error('code-invalid', `Task.intent is one of ${INTENTS.join(', ')}; not ${means}.`, 'Task.intent')]),
  ];
}
