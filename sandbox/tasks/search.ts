import type { Bundle, Task } from 'fhir/r5';
import type { Edition } from '../editions/index.js';
import { matchesToken, searchBundle, type Matcher } from '../http/search-query.js';
import type { TaskRecord } from '../store/entries.js';

const MATCHERS: Record<string, Matcher<Task>> = {
  _id: (task, ids) => ids.includes(task.id ?? ''),
  status: (task, statuses) => statuses.includes(task.status),
  identifier: (task, tokens) => tokens.some((token) => matchesToken(task.identifier ?? [], token)),
};

/** `GET /E/Task?…` over the Tasks of one key: the newest first, deleted ones left out. */
export function searchTasks(edition: Edition, own: readonly TaskRecord[], base: string, url: string): Bundle {
  const resources = own
    .filter(({ deleted }) => !deleted)
    .map(({ versions }) => versions.at(-1) as Task)
    .reverse();
  return searchBundle({ edition, base, url, type: 'Task', resources, matchers: MATCHERS });
}
