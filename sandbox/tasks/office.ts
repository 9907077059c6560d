import type { CodeableReference, Task } from 'fhir/r5';
import { EDITIONS, type Edition, type RequestKind } from '../editions/index.js';
import { complete } from '../publish/complete.js';
import type { Move, TaskRecord } from '../store/entries.js';
import type { Store } from '../store/store.js';
import { focusOf, isFinal, lateRejection } from './aborts.js';
import { nextDue } from './due.js';
import { takenIn, type Accepted } from './intake.js';

const DEFAULT_REASONS: Record<string, string> = {
  rejected: 'The submitted data are missing or wrong.',
  failed: 'The request could not be worked on.',
  cancelled: 'The request was cancelled.',
};
const ABORT_REFUSED = 'The Task cannot be aborted any more.';

/** A move by hand. */
export interface MoveRequest {
  status: string;
  reason?: string | undefined;
  /** Completes without any output, as no profile forbids. */
  withoutOutput?: boolean | undefined;
}

/**
 * The people and programs of the maintenance organization: they take Tasks in, move them on when their time
 * has come, publish what comes out, and decide whether a Task is aborted.
 */
export class TaskOffice {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Takes in a valid Task. */
  submit(edition: Edition, owner: string, accepted: Accepted): TaskRecord {
    const { kind, focus } = accepted;
    const at = this.#store.clock.now();
    const task = takenIn(edition, accepted, at);
    const { pace: ofRequests, abortPace } = this.#store.settings;
    const pace = kind === 'abort' ? abortPace : ofRequests;
    this.#store.record({
      entry: 'submitted',
      edition: edition.name,
      kind,
      focus,
      owner,
      pace: pace === 'manual' ? [] : pace,
      at,
      task,
    });
    const record = this.#store.tasks.get(edition.name, task.id ?? '');
    if (!record) throw new Error(`Task ${task.id ?? ''} was lost on its way into the store`);
    return this.progress(record);
  }

  /** Takes every step that is due by now: of the Task, and of those that it depends on. */
  progress(record: TaskRecord): TaskRecord {
    for (let due = nextDue(this.#store, record); due; due = nextDue(this.#store, record)) {
      this.#move(due.record, due.step, due.at, due.paceLeft);
    }
    return record;
  }

  /**
   * Moves a Task one step on: the next step of its pace, else the next status of its edition's `UpdateTask`. A final
   * Task stays as it is.
   */
  advance(edition: Edition, record: TaskRecord): TaskRecord {
    if (isFinal(record)) return record;
    const now = this.#store.clock.now();
    const [step, ...paceLeft] = record.pace;
    if (step) {
      this.#move(record, step, now, paceLeft);
      return record;
    }
    const statuses = edition.updateTaskStatuses;
    const status = statuses[statuses.indexOf(record.versions.at(-1)?.status ?? '') + 1];
    if (status !== undefined) this.#move(record, { status }, now, []);
    return record;
  }

  /** Moves a Task by hand, to any status; its pace has no further effect. */
  move(record: TaskRecord, request: MoveRequest): TaskRecord {
    this.#move(record, request, this.#store.clock.now(), []);
    return record;
  }

  /** The owner cancels a Task, with a reason or without; the service keeps all the rest of it. */
  cancel(record: TaskRecord, reason: CodeableReference | undefined): TaskRecord {
    const { edition, id, versions } = record;
    const at = this.#store.clock.now();
    const { output } = versions.at(-1) as Task;
    this.#store.record({
      entry: 'moved',
      edition,
      id,
      status: 'cancelled',
      at,
      reason,
      output,
      paceLeft: [],
    });
    return record;
  }

  #move(record: TaskRecord, request: MoveRequest, at: number, paceLeft: PaceLeft): void {
    if (record.kind === 'abort') this.#decide(record, request, at, paceLeft);
    else this.#moveRequest(record, record.kind, request, at, paceLeft);
  }

  #moveRequest(
    record: TaskRecord,
    kind: RequestKind,
    { status, reason = DEFAULT_REASONS[status], withoutOutput }: MoveRequest,
    at: number,
    paceLeft: PaceLeft,
  ): void {
    const { edition, id } = record;
    const move: Move = { edition, id, status, at, reason, paceLeft };
    if (status === 'completed' && withoutOutput !== true) {
      const done = complete(EDITIONS[edition], kind, record.versions.at(-1) as Task);
      for (const resource of done.resources) {
        const type = resource.resourceType;
        if (this.#store.published(edition, type, resource.id ?? '')) continue;
        const meta = { ...resource.meta, lastUpdated: new Date(at).toISOString() };
        this.#store.record({ entry: 'published', edition, resource: { ...resource, meta } });
      }
      move.output = done.output;
    }
    this.#store.record({ entry: 'moved', ...move });
  }

  /** Completing an abort Task grants it: its Task is cancelled in the same moment, where that still goes on. */
  #decide(record: TaskRecord, { status, reason }: MoveRequest, at: number, paceLeft: PaceLeft): void {
    const { edition, id } = record;
    const focus = focusOf(this.#store, record);
    const late = lateRejection(this.#store, record)?.step;
    if (late || !focus) {
      this.#store.record({ entry: 'moved', edition, id, at, paceLeft: [], ...late, status: 'rejected' });
    } else if (status === 'completed') {
      const cancelled = `Aborted by Task/${id}.`;
      this.#store.record({
        entry: 'granted',
        abort: { edition, id, status, at, reason, paceLeft },
        focus: { edition, id: focus.id, status: 'cancelled', at, reason: cancelled, paceLeft: [] },
      });
    } else {
      const why = reason ?? (status === 'rejected' ? ABORT_REFUSED : DEFAULT_REASONS[status]);
      this.#store.record({ entry: 'moved', edition, id, status, at, reason: why, paceLeft });
    }
  }
}

type PaceLeft = Move['paceLeft'];
