import type { FhirResource, Identifier, Task } from 'fhir/r5';
import { createDefinitionUrl, type Edition, type RequestRules } from '../editions/index.js';
import { createTaskInputs } from './task-inputs.js';

/** Parts of a request Task. */
export interface TaskParts {
  resources: FhirResource[];
  /** A ready-made Task whose other elements are kept. */
  template: Task | null;
  identifiers: Identifier[];
  /** ISO 8601 with time zone. */
  now: string;
}

/**
 * Assembles the Task by the edition's request profile (guide, Task-who-php-phpid, Task-phpid-req, Task-who-php-gsid):
 * status, intent, code, one typed input per contained resource, and dates of the same precision. Other elements of a
 * ready-made Task are kept. Elements that only a server sets (id, versionId, lastUpdated) are removed. `restriction` is
 * removed, too, because R5 allows it only in Tasks with the code `fulfill` (rule tsk-1).
 *
 * @throws RequestProblem if an input cannot be corrected
 */
export function assembleTask(parts: TaskParts, rules: RequestRules, edition: Edition): Task {
  const template: Partial<Task> = parts.template ?? {};
  const { id: _id, restriction: _restriction, meta, ...kept } = template;
  return {
    ...kept,
    resourceType: 'Task',
    meta: createMeta(meta, createDefinitionUrl(edition, rules.profile)),
    contained: parts.resources,
    identifier: mergeIdentifiers(template.identifier ?? [], parts.identifiers),
    status: 'requested',
    intent: 'proposal',
    code: { coding: [{ system: edition.systems.requestCode, code: rules.code }] },
    ...chooseDates(template.authoredOn, parts.now),
    input: createTaskInputs(template.input ?? [], parts.resources, rules, edition),
  };
}

function createMeta(meta: Task['meta'], profile: string): Task['meta'] {
  const { versionId: _versionId, lastUpdated: _lastUpdated, ...kept } = meta ?? {};
  return { ...kept, profile: [profile] };
}

function mergeIdentifiers(given: Identifier[], ours: Identifier[]): Identifier[] {
  const isOurs = (each: Identifier): boolean => ours.some((own) => own.system === each.system);
  return [...given.filter((each) => !isOurs(each)), ...ours];
}

/** Chooses both dates. `lastModified` has the precision of `authoredOn`, because R5's rule inv-1 compares equal precisions only. */
function chooseDates(
  authoredOn: string | undefined,
  now: string,
): { authoredOn: string; lastModified: string } {
  const isPast = authoredOn !== undefined && Date.parse(authoredOn) <= Date.parse(now);
  if (!isPast) return { authoredOn: now, lastModified: now };
  return { authoredOn, lastModified: authoredOn.includes('T') ? now : now.slice(0, authoredOn.length) };
}
