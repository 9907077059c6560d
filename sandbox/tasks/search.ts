import type { Bundle, Task } from 'fhir/r5';
import type { Abilities } from '../abilities.js';
import type { Edition } from '../editions/index.js';
import { matchesDate } from '../http/search-dates.js';
import { searchBundle, type Matcher } from '../http/search-query.js';
import { matchesToken, unescaped } from '../http/search-values.js';
import type { TaskRecord } from '../store/entries.js';
import { referencedTask } from './references.js';

const MATCHERS: Record<string, Matcher<Task>> = {
  _id: (task, ids) => ids.includes(task.id ?? ''),
  status: (task, statuses) => statuses.includes(task.status),
  identifier: (task, tokens) => tokens.some((token) => matchesToken(task.identifier ?? [], token)),
  _lastUpdated: ({ meta }, dates) => dates.some((date) => matchesDate(meta?.lastUpdated ?? '', date)),
};

/** Abort Tasks by the Task that they are about: a reference, relative or below the base, or its id alone. */
function focusMatcher(own: readonly TaskRecord[], base: string): Matcher<Task> {
  const focusOf = new Map(own.map(({ id, focus }) => [id, focus]));
  return ({ id = '' }, references) =>
    references
      .map(unescaped)
      .some((reference) => focusOf.get(id) === (referencedTask(reference, base) ?? reference));
}

/** A search over the Tasks of one key. */
export interface TaskSearch {
  edition: Edition;
  abilities: Abilities;
  own: readonly TaskRecord[];
  base: string;
  /** Path and query of the request. */
  url: string;
  /** Milliseconds since the epoch: the search does not know of changes after it. Undefined: it knows all changes. */
  staleSince?: number | undefined;
}

/** `GET /E/Task?…` over the Tasks of one key: the newest first, deleted ones left out. */
export function searchTasks({ edition, abilities, own, base, url, staleSince }: TaskSearch): Bundle {
  const resources = own
    .filter(({ deleted }) => !deleted)
    .map(({ versions }) => (staleSince === undefined ? versions.at(-1) : versionBefore(versions, staleSince)))
    .filter((task) => task !== undefined)
    .reverse();
  const matchers = { ...MATCHERS, focus: focusMatcher(own, base) };
  const others = [
    ...(abilities.searchByFocus ? ['focus'] : []),
    ...(abilities.searchByTime ? ['_lastUpdated'] : []),
  ];
  return searchBundle({ edition, base, url, type: 'Task', resources, matchers, others });
}

/** The Task as it was just before a moment; undefined where it was not there yet. */
function versionBefore(versions: readonly Task[], moment: number): Task | undefined {
  return versions.findLast(({ meta }) => Date.parse(meta?.lastUpdated ?? '') < moment);
}
