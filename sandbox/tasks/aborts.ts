import { FINAL_STATUSES, type PaceStep } from '../pace.js';
import type { TaskRecord } from '../store/entries.js';
import type { Store } from '../store/store.js';

/** Tells whether the Task is final: nothing moves it on by itself. */
export function isFinal(record: TaskRecord): boolean {
  return FINAL_STATUSES.includes(record.versions.at(-1)?.status ?? '');
}

/** Finds the Task that an abort Task refers to; undefined where it vanished, or where the Task is a request. */
export function focusOf(store: Store, { edition, focus }: TaskRecord): TaskRecord | undefined {
  return focus === null ? undefined : store.tasks.get(edition, focus);
}

/**
 * A Task and those that what happens to it depends on: the Task that an abort Task is about, and all abort Tasks of
 * that one. They move on together, in the order of time.
 */
export function family(store: Store, record: TaskRecord): TaskRecord[] {
  const focus = focusOf(store, record) ?? record;
  return [focus, ...store.tasks.abortsOf(focus)];
}

/**
 * Finds the rejection of an abort Task that comes too late, as a step that is due by itself, because its Task is final
 * already. Null for other Tasks, and while its Task still goes on.
 */
export function lateRejection(store: Store, record: TaskRecord): { step: PaceStep; at: number } | null {
  if (record.kind !== 'abort') return null;
  const focus = focusOf(store, record);
  const now = store.clock.now();
  const rejection = (why: string, at: number): { step: PaceStep; at: number } => {
    const reason = `There is nothing to abort: Task/${record.focus ?? ''} ${why}.`;
    return { step: { status: 'rejected', reason }, at: Math.max(at, record.since) };
  };
  if (!focus) return rejection('is not there any more', now);
  if (focus.deleted) return rejection('was deleted', now);
  if (!isFinal(focus)) return null;
  return rejection(`is ${focus.versions.at(-1)?.status ?? ''} already`, focus.since);
}
