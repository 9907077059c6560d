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

/** What `idmp status --remote` prints. */
export interface RemoteStatus {
  /** Null where the Task does not say which workflow it is of. */
  workflowId: string | null;
  account: string;
  /** Oldest first; empty where none stands at the service. */
  tasks: RemoteTask[];
}

/** A Task as the service has it, in the contract's words. */
export interface RemoteTask {
  taskId: string;
  /** Absolute. */
  taskUrl: string;
  taskStatus: string;
  /** As the Task has it: a date, or a time in ISO 8601. */
  lastModified: string | null;
  /** What the Task says to its status; errors where it ended without a result. */
  reasons: Issue[];
  identifiers: { system: string | null; value: string }[];
  outputs: Pick<TaskOutput, 'type' | 'reference' | 'identifier'>[];
  /** Tasks that ask for its cancellation; null where the service cannot search for them. */
  cancellations: { taskId: string; taskStatus: string; reasons: Issue[] }[] | null;
}

/** Shows what a caller may want to know of a Task; its input is the caller's own, and is not repeated. */
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

/** A note on a Task that goes well is no error. */
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
