import type { EditionName, Issue, Kind, RequestInput } from '../contract/index.js';
import { editionNamed } from '../editions/index.js';
import { RequestProblem } from '../products/request-problem.js';
import { buildRequestTask } from '../products/request-task.js';

/**
 * What the worker will find on the way from a request of the right form to its Task, and with the Task: errors and
 * warnings. The rules are loaded here and not before: other commands need not wait for them.
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
