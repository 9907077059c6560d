import type { EditionName } from '../editions/index.js';
import type { Entry, Move, TaskRecord } from './entries.js';
import { nextVersion } from './versions.js';

/** The Tasks, found by id, by owner, and by the Task that they are about. */
export class TaskRecords {
  readonly #byId = new Map<string, TaskRecord>();
  readonly #byOwner = new Map<string, TaskRecord[]>();
  readonly #aborts = new Map<string, TaskRecord[]>();

  get(edition: EditionName, id: string): TaskRecord | undefined {
    return this.#byId.get(`${edition}/${id}`);
  }

  /** Every Task, in the order of submission. */
  all(): TaskRecord[] {
    return [...this.#byId.values()];
  }

  /** A key's Tasks in an edition, in the order of submission, deleted ones too. */
  of(edition: EditionName, owner: string): readonly TaskRecord[] {
    return this.#byOwner.get(`${edition}/${owner}`) ?? [];
  }

  /** The abort Tasks of a Task, in the order of submission. */
  abortsOf({ edition, id }: TaskRecord): readonly TaskRecord[] {
    return this.#aborts.get(`${edition}/${id}`) ?? [];
  }

  add({ edition, kind, focus, owner, pace, at, task }: Entry & { entry: 'submitted' }): void {
    const id = task.id ?? '';
    const record: TaskRecord = {
      edition,
      id,
      kind,
      focus: focus ?? null,
      owner,
      pace,
      since: at,
      readsBefore: 0,
      reads: 0,
      versions: [task],
      deleted: false,
    };
    this.#byId.set(`${edition}/${id}`, record);
    push(this.#byOwner, `${edition}/${owner}`, record);
    if (focus !== undefined) push(this.#aborts, `${edition}/${focus}`, record);
  }

  move(move: Move): void {
    const record = this.get(move.edition, move.id);
    const last = record?.versions.at(-1);
    if (!record || !last) return;
    record.pace = move.paceLeft;
    record.since = move.at;
    record.readsBefore = record.reads;
    record.versions.push(nextVersion(last, move));
  }

  /** Takes a Task away as if it had never been. */
  forget(record: TaskRecord): void {
    const { edition, id, owner, focus } = record;
    this.#byId.delete(`${edition}/${id}`);
    remove(this.#byOwner.get(`${edition}/${owner}`), record);
    if (focus !== null) remove(this.#aborts.get(`${edition}/${focus}`), record);
  }
}

function push(lists: Map<string, TaskRecord[]>, key: string, record: TaskRecord): void {
  const list = lists.get(key);
  if (list) list.push(record);
  else lists.set(key, [record]);
}

function remove(list: TaskRecord[] | undefined, record: TaskRecord): void {
  list?.splice(list.indexOf(record), 1);
}
