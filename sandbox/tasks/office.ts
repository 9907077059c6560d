import { randomUUID } from 'node:crypto';
import type { Task } from 'fhir/r5';
import { EDITIONS, profileUrl, type Edition, type RequestKind } from '../editions/index.js';
import { FINAL_STATUSES, type PaceStep } from '../pace.js';
import { complete } from '../publish/complete.js';
import type { Move, TaskRecord } from '../store/entries.js';
import type { Store } from '../store/store.js';

const DEFAULT_REASONS: Record<string, string> = {
  rejected: 'The submitted data are missing or wrong.',
  failed: 'The request could not be worked on.',
  cancelled: 'The request was cancelled.',
};

/** How a Task is moved by hand. */
export interface MoveRequest {
  status: string;
  reason?: string | undefined;
  /** Completes without any output, as no profile forbids. */
  withoutOutput?: boolean | undefined;
}

/**
 * The people and programs of the maintenance organization: they take Tasks in, move them on when their time
 * has come, and publish what comes out.
 */
export class TaskOffice {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Takes in a Task that was found good, under an id of our own (R5, http: a client's id is ignored). */
  submit(edition: Edition, kind: RequestKind, owner: string, request: Task): TaskRecord {
    const at = this.#store.clock.now();
    const instant = new Date(at).toISOString();
    const id = randomUUID();
    const answer = kind === 'gsid' ? edition.answers.gsidTask : edition.answers.phpidTask;
    const task: Task = {
      ...request,
      id,
      meta: {
        ...request.meta,
        versionId: '1',
        lastUpdated: instant,
        profile: answer === null ? [] : [profileUrl(edition, answer)],
      },
      status: edition.initialStatus,
      // Requests of 2026-05 need no dates, answers do: the service adds them.
      authoredOn: request.authoredOn ?? request.lastModified ?? instant,
      lastModified: request.lastModified ?? request.authoredOn ?? instant,
    };
    const pace = this.#store.pace === 'manual' ? [] : this.#store.pace;
    this.#store.record({ entry: 'submitted', edition: edition.name, kind, owner, pace, at, task });
    const record = this.#store.task(edition.name, id);
    if (!record) throw new Error(`Task ${id} was lost on its way into the store`);
    return this.progress(record);
  }

  /** Takes every step of the Task's pace that is due by now. */
  progress(record: TaskRecord): TaskRecord {
    for (let due = this.#due(record); due; due = this.#due(record)) {
      const [{ status, reason }, ...paceLeft] = due.steps;
      this.#move(record, { status, reason }, due.at, paceLeft);
    }
    return record;
  }

  /** Moves a Task by hand, to any status; it stays in people's hands from then on. */
  move(record: TaskRecord, request: MoveRequest): TaskRecord {
    this.#move(record, request, this.#store.clock.now(), []);
    return record;
  }

  #due(record: TaskRecord): { steps: [PaceStep, ...PaceStep[]]; at: number } | undefined {
    const [step, ...rest] = record.pace;
    const now = this.#store.clock.now();
    if (!step || record.deleted || FINAL_STATUSES.includes(record.versions.at(-1)?.status ?? '')) {
      return undefined;
    }
    const steps: [PaceStep, ...PaceStep[]] = [step, ...rest];
    if (step.afterReads !== undefined && record.reads - record.readsBefore >= step.afterReads) {
      return { steps, at: now };
    }
    if (step.afterSeconds === undefined && step.afterReads !== undefined) return undefined;
    const at = record.since + (step.afterSeconds ?? 0) * 1000;
    return at <= now ? { steps, at } : undefined;
  }

  #move(record: TaskRecord, request: MoveRequest, at: number, paceLeft: PaceStep[]): void {
    const { edition, id } = record;
    const { status, withoutOutput } = request;
    const move: Move = { edition, id, status, at, paceLeft };
    const reason = request.reason ?? DEFAULT_REASONS[status];
    if (reason !== undefined) move.reason = reason;
    if (status === 'completed' && withoutOutput !== true) {
      const task = record.versions.at(-1);
      const done = complete(EDITIONS[edition], record.kind, task as Task);
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
}
