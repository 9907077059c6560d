import type { EditionName, Issue, Kind, RequestInput } from '../contract/index.js';
import { editionNamed } from '../editions/index.js';
import { RequestProblem } from '../products/request-problem.js';
import { buildRequestTask } from '../products/request-task.js';

/**
 * Finds the errors and warnings that the worker will find while it builds and checks the Task of a well-formed request. The
 * rules are loaded only here, so that other commands start without them.
 */
export async function findTaskIssues(
  request: RequestInput,
  kind: Kind,
  edition: EditionName,
): Promise<Issue[]> {
  const { checkTask } = await import('../rules/index.js');
  const tracking = { system: 'urn:idmp-worker:request', value: 'check' };
  const context = { kind, edition: editionNamed(edition), tracking, now: new Date().toISOString() };
  try {
    const { task, issues } = buildRequestTask(request, context);
    return [...issues, ...checkTask(task, edition, kind)];
  } catch (error) {
    if (error instanceof RequestProblem) return error.issues;
    throw error;
  }
}
