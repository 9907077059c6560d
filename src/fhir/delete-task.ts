import { errorsAmong, type Issue } from '../contract/index.js';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { isTransient } from './operation-outcome.js';

/** What became of a deletion. A later read of a deleted Task gives 404 or 410. */
export interface Deletion {
  /**
   * - `deleted`: 200, 202, 204
   * - `gone`: 404, 410: it is not there (any more), or this key may not see it
   * - `refused`: 400, 409, 412, 422: not this Task, which is completed already, say
   * - `unsupported`: 405, 501: never, for no Task
   */
  outcome: 'deleted' | 'gone' | 'refused' | 'unsupported';
  /** Why it was refused, where the service says it. */
  issues: Issue[];
}

/**
 * `DELETE Task/[id]` (guide, authentication: the owner of a Task may, until it is completed). It may be tried however
 * the statement of the service lists its interactions: edition 2026-05 has it on a page, and not in the statement.
 *
 * @throws FhirError for what may heal: a refused key, 5xx, 429, a lost network.
 */
export async function deleteTask(client: FhirCaller, id: string, signal?: AbortSignal): Promise<Deletion> {
  try {
    await client.call({ method: 'DELETE', path: `Task/${id}`, bodyOptional: true, signal });
    return { outcome: 'deleted', issues: [] };
  } catch (error) {
    if (!(error instanceof FhirError)) throw error;
    const { reason, status, issues } = error;
    // Nothing was decided: asking again may give a decision.
    if (isTransient(errorsAmong(issues))) throw error;
    if (reason === 'missing') return { outcome: 'gone', issues };
    if (reason === 'conflict' || reason === 'invalid') return { outcome: 'refused', issues };
    if (status === 405 || status === 501) return { outcome: 'unsupported', issues };
    throw error;
  }
}
