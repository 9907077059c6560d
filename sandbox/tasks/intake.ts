import { randomUUID } from 'node:crypto';
import type { Task } from 'fhir/r5';
import { profileUrl, type Edition } from '../editions/index.js';
import type { TaskKind } from '../store/entries.js';

/** A valid Task with its kind. */
export interface Accepted {
  kind: TaskKind;
  task: Task;
  /** Id of the Task that an abort Task is about. */
  focus?: string | undefined;
}

/** The Task as it is taken in, under an id of our own (R5, http: a client's id is ignored). */
export function takenIn(edition: Edition, { kind, task }: Accepted, at: number): Task {
  const instant = new Date(at).toISOString();
  const profile = profileOf(edition, kind);
  return {
    ...task,
    id: randomUUID(),
    meta: {
      ...task.meta,
      versionId: '1',
      lastUpdated: instant,
      ...(profile === null ? {} : { profile: [profileUrl(edition, profile)] }),
    },
    status: edition.initialStatus,
    // Requests of 2026-05 need no dates, answers do: the service adds them.
    authoredOn: task.authoredOn ?? task.lastModified ?? instant,
    lastModified: task.lastModified ?? task.authoredOn ?? instant,
  };
}

/** The profile of the answers; the guide has none for an abort Task, which keeps what it claims. */
function profileOf({ answers }: Edition, kind: TaskKind): string | null {
  if (kind === 'abort') return null;
  return kind === 'gsid' ? answers.gsidTask : answers.phpidTask;
}
