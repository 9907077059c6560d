import type { Reference, TaskOutput as FhirTaskOutput } from 'fhir/r5';
import { ENDED_WITHOUT_RESULT, type Identifier, type Issue, type TaskOutput } from '../../contract/index.js';
import {
  isCancellationOf,
  objectsIn,
  reasonsOf,
  taskUrl,
  type FhirCaller,
  type KnownTask,
} from '../../fhir/index.js';
import { statusOf } from '../../fhir/tasks.js';

/** Output of `idmp status --remote`. */
export interface RemoteStatus {
  /** Null if the Task does not name its workflow. */
  workflowId: string | null;
  account: string;
  /** Oldest first; empty if the service has none. */
  tasks: RemoteTask[];
}

/** A Task at the service, in the contract's words. */
export interface RemoteTask {
  taskId: string;
  /** Absolute. */
  taskUrl: string;
  taskStatus: string;
  /** Copied from the Task: a date, or a time in ISO 8601. */
  lastModified: string | null;
  /** Reasons of its status; errors if it ended without a result. */
  reasons: Issue[];
  identifiers: { system: string | null; value: string }[];
  outputs: Pick<TaskOutput, 'type' | 'reference' | 'identifier'>[];
  /** Tasks that request its cancellation; null if the service cannot search for them. */
  cancellations: { taskId: string; taskStatus: string; reasons: Issue[] }[] | null;
}

/** Selects the facts of a Task that a caller needs. Omits its input, which the caller has already. */
export function remoteTask(
  task: KnownTask,
  cancellations: readonly KnownTask[] | null,
  client: FhirCaller,
): RemoteTask {
  return {
    taskId: task.id,
    taskUrl: taskUrl(client, task.id),
    taskStatus: statusOf(task),
    lastModified: textOf(task.lastModified) ?? textOf(task.meta?.lastUpdated),
    reasons: reasons(task),
    identifiers: objectsIn(task.identifier).flatMap(({ system, value }) => {
      const text = textOf(value);
      return text === null ? [] : [{ system: textOf(system), value: text }];
    }),
    outputs: objectsIn(task.output).map(output),
    cancellations:
      cancellations
        ?.filter((each) => isCancellationOf(each, task.id, client))
        .map((each) => ({ taskId: each.id, taskStatus: statusOf(each), reasons: reasons(each) })) ?? null,
  };
}

/** The note of a Task that did not fail is information, not an error. */
function reasons(task: KnownTask): Issue[] {
  const said = reasonsOf(task);
  if (ENDED_WITHOUT_RESULT.includes(task.status)) return said;
  return said.map((issue) => ({ ...issue, severity: 'information', code: 'informational' }));
}

function output({ type, valueReference, valueIdentifier }: FhirTaskOutput): RemoteTask['outputs'][number] {
  const { reference, identifier }: Reference = valueReference ?? {};
  return {
    type: textOf(objectsIn(type?.coding)[0]?.code) ?? textOf(type?.text) ?? 'unknown',
    reference: textOf(reference),
    identifier: identifierOf(identifier ?? valueIdentifier),
  };
}

function identifierOf(identifier: { system?: unknown; value?: unknown } | undefined): Identifier | null {
  const [system, value] = [textOf(identifier?.system), textOf(identifier?.value)];
  return system === null || value === null ? null : { system, value };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
