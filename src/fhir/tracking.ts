import type { Task } from 'fhir/r5';
import { objectsIn } from './lists.js';

/**
 * Reads the workflow id from a Task's tracking identifier. Its value is workflow id, `#`, id of the first run, and the
 * workflow id may contain `#`. Returns null for a Task without such an identifier, because another system submitted it.
 *
 * @param system system of the tracking identifier (`IDMP_TRACKING_SYSTEM`)
 */
export function readTrackedWorkflow(task: Task, system: string): string | null {
  const ours = objectsIn(task.identifier).find((each) => each.system === system);
  const value: unknown = ours?.value;
  if (typeof value !== 'string') return null;
  const separator = value.lastIndexOf('#');
  return separator <= 0 ? null : value.slice(0, separator);
}
