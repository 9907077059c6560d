import { errorsAmong, type Issue } from '../contract/index.js';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { isTransient } from './operation-outcome.js';

/** Result of a deletion. A later read of a deleted Task gives 404 or 410. */
export interface Deletion {
  /**
   * - `deleted`: 200, 202, 204
   * - `gone` (404, 410): the Task does not exist (any more), or this key may not see it
   * - `refused` (400, 409, 412, 422): this Task cannot be deleted, for example because it is completed
   * - `unsupported` (405, 501): the service does not delete Tasks
   */
  outcome: 'deleted' | 'gone' | 'refused' | 'unsupported';
  /** Reasons of a refusal, if the service gives them. */
  issues: Issue[];
}

/**
 * Deletes a Task (`DELETE Task/[id]`). The guide allows it to the owner until the Task is completed (guide,
 * authentication). The call is sensible even if the service does not declare it: edition 2026-05 describes it on a page, but
 * its statement does not list it.
 *
 * @throws FhirError for failures that may recover: a refused key, 5xx, 429, a lost network
 */
export async function deleteTask(client: FhirCaller, id: string, signal?: AbortSignal): Promise<Deletion> {
  try {
    await client.call({ method: 'DELETE', path: `Task/${id}`, bodyOptional: true, signal });
    return { outcome: 'deleted', issues: [] };
  } catch (error) {
    if (!(error instanceof FhirError)) throw error;
    const { reason, status, issues } = error;
    // The service did not decide, so a retry may give a decision.
    if (isTransient(errorsAmong(issues))) throw error;
    if (reason === 'missing') return { outcome: 'gone', issues };
    if (reason === 'conflict' || reason === 'invalid') return { outcome: 'refused', issues };
    if (status === 405 || status === 501) return { outcome: 'unsupported', issues };
    throw error;
  }
}
