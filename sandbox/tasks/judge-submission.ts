import type { Edition } from '../editions/index.js';
import type { Issue } from '../http/outcome.js';
import type { JsonObject } from '../json.js';
import { isAbort, judgeAbort } from '../rules/abort.js';
import { error } from '../rules/findings.js';
import { judge } from '../rules/judge.js';
import type { Store } from '../store/store.js';
import type { Accepted } from './intake.js';
import { referencedTask } from './references.js';

/** The judgement of a submission; `accepted` is set where no issue is an error. */
export interface Judgement {
  issues: Issue[];
  accepted: Accepted | null;
}

/** The submitter and the base of the edition. */
export interface Submission {
  edition: Edition;
  store: Store;
  owner: string;
  base: string;
}

/** Judges a Task as a request of the edition; or as an abort Task, where the service has them. */
export function judgeSubmission(submission: Submission, body: JsonObject): Judgement {
  const { edition, store } = submission;
  if (!store.settings.abilities.abort || !isAbort(body)) return judge(edition, body);
  return judgeAbort(edition, body, (reference) => findFocus(submission, reference));
}

function findFocus(
  { edition, store, owner, base }: Submission,
  reference: string,
): { id: string } | { issue: Issue } {
  const issue = (code: Issue['code'], text: string): { issue: Issue } => ({
    issue: error(code, text, 'Task.focus.reference'),
  });
  const id = referencedTask(reference, base);
  const record = id === undefined ? undefined : store.tasks.get(edition.name, id);
  if (!record) return issue('not-found', `${reference} does not exist in ${base}.`);
  if (record.owner !== owner) return issue('forbidden', `Task/${record.id} belongs to another key.`);
  if (record.deleted) return issue('deleted', `Task/${record.id} was deleted.`);
  if (record.kind === 'abort') {
    return issue('business-rule', `Task/${record.id} is an abort Task; it can be cancelled, not aborted.`);
  }
  return { id: record.id };
}
