import type { TaskKind } from '../store/entries.js';
import type { Store } from '../store/store.js';
import { summaryOf, type Summary } from './summary.js';

/** A filter of Tasks; a missing property leaves nothing out. */
export interface Filter {
  status?: string | undefined;
  kind?: TaskKind | undefined;
  edition?: string | undefined;
  /** Words that all occur in the product, its composition, the holder, or the requester's or our id. */
  text?: string | undefined;
}

/** The Tasks that match a filter. */
export interface TaskList {
  /** The latest activity first, as many as fit a page. */
  rows: Summary[];
  /** Number of Tasks that match the filter, and of all Tasks. */
  found: number;
  total: number;
  /** Number of Tasks by status, before that filter; `open` counts all Tasks that people can still decide about. */
  statuses: Record<string, number>;
}

/** Maximum number of rows; a person who looks for one Task among thousands uses the filter. */
const ROWS = 200;

/** Lists the Tasks that match the filter, the latest activity first. */
export function listTasks(store: Store, filter: Filter): TaskList {
  const all = store.tasks.all().map((record) => summaryOf(store, record));
  const others = all.filter((row) => matches(row, { ...filter, status: undefined }));
  const found = others.filter((row) => hasStatus(row, filter.status));
  const rows = found.reverse().sort((one, other) => compare(other.changed, one.changed));
  return {
    rows: rows.slice(0, ROWS),
    found: found.length,
    total: all.length,
    statuses: countStatuses(others),
  };
}

function matches(row: Summary, { kind, edition, text = '' }: Filter): boolean {
  if (kind !== undefined && row.kind !== kind) return false;
  if (edition !== undefined && row.edition !== edition) return false;
  const content = [row.title, row.composition, row.holder, row.id, ...row.identifiers]
    .join('\n')
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => content.includes(word));
}

function hasStatus(row: Summary, status: string | undefined): boolean {
  if (status === undefined) return true;
  return status === 'open' ? row.open : row.status === status;
}

function countStatuses(rows: readonly Summary[]): Record<string, number> {
  const counts: Record<string, number> = { open: 0 };
  for (const { status, open } of rows) {
    counts[status] = (counts[status] ?? 0) + 1;
    if (open) counts.open = (counts.open ?? 0) + 1;
  }
  return counts;
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
