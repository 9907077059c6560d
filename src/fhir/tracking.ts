import type { Task } from 'fhir/r5';
import { objectsIn } from './lists.js';

/**
 * The workflow that a Task's tracking identifier leads back to: its value is workflow id, `#`, id of the first run, and a
 * workflow id may have a `#` of its own. Null where the Task has no such identifier: it is somebody else's.
 *
 * @param system of the tracking identifier (`IDMP_TRACKING_SYSTEM`)
 */
export function readTrackedWorkflow(task: Task, system: string): string | null {
  const ours = objectsIn(task.identifier).find((each) => each.system === system);
  const value: unknown = ours?.value;
  if (typeof value !== 'string') return null;
  const separator = value.lastIndexOf('#');
  return separator <= 0 ? null : value.slice(0, separator);
}
