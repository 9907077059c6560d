import type { Task } from 'fhir/r5';

/** A page of a search's result, and where the next one is. */
export function page(tasks: readonly object[], next?: string): object {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    link: next === undefined ? [] : [{ relation: 'next', url: next }],
    entry: tasks.map((resource) => ({ resource, search: { mode: 'match' } })),
  };
}

/** Makes the statement of a service that can search Tasks by these parameters. */
export function searches(...parameters: string[]): object {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    rest: [
      { mode: 'server', resource: [{ type: 'Task', searchParam: parameters.map((name) => ({ name })) }] },
    ],
  };
}

/** Makes a Task that requests another Task's cancellation (workflow patterns, "filler owns"). */
export function abort(id: string, focus: string, changes: Partial<Task> = {}): Task {
  return {
    resourceType: 'Task',
    id,
    status: 'requested',
    intent: 'order',
    code: { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code: 'abort' }] },
    focus: { reference: focus },
    ...changes,
  };
}
