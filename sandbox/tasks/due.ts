import type { PaceStep } from '../pace.js';
import type { TaskRecord } from '../store/entries.js';
import type { Store } from '../store/store.js';
import { family, isFinal, lateRejection } from './aborts.js';

/** The next step of a Task, by its pace or because it is too late, with the time of the step. */
export interface DueStep {
  record: TaskRecord;
  step: PaceStep;
  at: number;
  /** Steps of the pace that are left afterwards. */
  paceLeft: PaceStep[];
}

/** The step of a Task, or of one that it depends on, that is overdue the longest; undefined where none is due. */
export function nextDue(store: Store, record: TaskRecord): DueStep | undefined {
  return family(store, record)
    .map((member) => dueStep(store, member))
    .filter((step) => step !== undefined)
    .reduce<DueStep | undefined>((first, next) => (first && first.at <= next.at ? first : next), undefined);
}

function dueStep(store: Store, record: TaskRecord): DueStep | undefined {
  if (record.deleted || isFinal(record)) return undefined;
  const late = lateRejection(store, record);
  if (late) return { ...late, record, paceLeft: [] };
  const [step, ...paceLeft] = record.pace;
  if (!step) return undefined;
  const now = store.clock.now();
  if (step.afterReads !== undefined && record.reads - record.readsBefore >= step.afterReads) {
    return { record, step, at: now, paceLeft };
  }
  if (step.afterSeconds === undefined && step.afterReads !== undefined) return undefined;
  const at = record.since + (step.afterSeconds ?? 0) * 1000;
  return at <= now ? { record, step, at, paceLeft } : undefined;
}
