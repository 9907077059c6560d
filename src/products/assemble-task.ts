import type { FhirResource, Identifier, Task } from 'fhir/r5';
import { createDefinitionUrl, type Edition, type RequestRules } from '../editions/index.js';
import { createTaskInputs } from './task-inputs.js';

export interface TaskParts {
  resources: FhirResource[];
  /** A ready-made Task whose other elements are kept. */
  template: Task | null;
  identifiers: Identifier[];
  /** ISO 8601 with time zone. */
  now: string;
}

/**
 * The Task as the edition's request profile fixes it (guide, Task-who-php-phpid, Task-phpid-req, Task-who-php-gsid):
 * status, intent, code, one typed input a contained resource, dates in one precision. What a ready-made Task says
 * beyond that stays; what only a server gives (id, versionId, lastUpdated) goes, and so does `restriction`, which R5
 * allows for Tasks of code `fulfill` alone (rule tsk-1). Throws a RequestProblem where inputs cannot be put right.
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

/** `lastModified` in the precision of `authoredOn`: R5's rule inv-1 cannot compare two precisions. */
function chooseDates(
  authoredOn: string | undefined,
  now: string,
): { authoredOn: string; lastModified: string } {
  const isPast = authoredOn !== undefined && Date.parse(authoredOn) <= Date.parse(now);
  if (!isPast) return { authoredOn: now, lastModified: now };
  return { authoredOn, lastModified: authoredOn.includes('T') ? now : now.slice(0, authoredOn.length) };
}
