import type { Task } from 'fhir/r5';
import { Clock } from '../clock.js';
import type { EditionName } from '../editions/index.js';
import { DEMO_PACE, type Pace } from '../pace.js';
import type { Entry, Move, Published, PublishedType, TaskRecord } from './entries.js';
import { Journal } from './journal.js';

/**
 * Everything the sandbox remembers. Each change is an entry: it is written down first and applied then, and
 * replaying the entries gives the same state again.
 */
export class Store {
  readonly clock = new Clock();
  pace: Pace = DEMO_PACE;
  readonly #journal: Journal<Entry>;
  readonly #tasks = new Map<string, TaskRecord>();
  readonly #byOwner = new Map<string, TaskRecord[]>();
  /** By edition and type, then by id. */
  readonly #published = new Map<string, Map<string, Published>>();

  constructor(dataFile?: string, pace?: Pace) {
    this.#journal = new Journal(dataFile, (entry) => this.#apply(entry));
    // A pace given at the start wins over one that was set by hand in an earlier life.
    if (pace !== undefined) this.pace = pace;
  }

  /** Writes the change down, then makes it. */
  record(entry: Entry): void {
    this.#journal.append(entry);
    this.#apply(entry);
  }

  task(edition: EditionName, id: string): TaskRecord | undefined {
    return this.#tasks.get(`${edition}/${id}`);
  }

  /** Every Task, in the order of submission. */
  tasks(): TaskRecord[] {
    return [...this.#tasks.values()];
  }

  /** A key's Tasks in an edition, in the order of submission, deleted ones too. */
  tasksOf(edition: EditionName, owner: string): TaskRecord[] {
    return this.#byOwner.get(`${edition}/${owner}`) ?? [];
  }

  published(edition: EditionName, type: PublishedType, id: string): Published | undefined {
    return this.#published.get(`${edition}/${type}`)?.get(id);
  }

  /** Everything of a type that an edition has published, the oldest first. */
  allPublished(edition: EditionName, type: PublishedType): Published[] {
    return [...(this.#published.get(`${edition}/${type}`)?.values() ?? [])];
  }

  close(): void {
    this.#journal.close();
  }

  #apply(entry: Entry): void {
    switch (entry.entry) {
      case 'clock':
        this.clock.restore(entry.offsetMs);
        break;
      case 'pace':
        this.pace = entry.pace;
        break;
      case 'submitted':
        this.#submit(entry);
        break;
      case 'moved':
        this.#move(entry);
        break;
      case 'read':
        this.#known(entry, (task) => (task.reads += 1));
        break;
      case 'deleted':
        this.#known(entry, (task) => (task.deleted = true));
        break;
      case 'vanished':
        this.#known(entry, (task) => this.#forget(task));
        break;
      case 'published':
        this.#publish(entry.edition, entry.resource);
    }
  }

  #known({ edition, id }: { edition: EditionName; id: string }, change: (task: TaskRecord) => unknown): void {
    const task = this.task(edition, id);
    if (task) change(task);
  }

  #publish(edition: EditionName, resource: Published): void {
    const key = `${edition}/${resource.resourceType}`;
    const ofType = this.#published.get(key) ?? new Map<string, Published>();
    this.#published.set(key, ofType.set(resource.id ?? '', resource));
  }

  #submit({ edition, kind, owner, pace, at, task }: Entry & { entry: 'submitted' }): void {
    const id = task.id ?? '';
    const record: TaskRecord = {
      edition,
      id,
      kind,
      owner,
      pace,
      since: at,
      readsBefore: 0,
      reads: 0,
      versions: [task],
      deleted: false,
    };
    this.#tasks.set(`${edition}/${id}`, record);
    const owned = this.#byOwner.get(`${edition}/${owner}`);
    if (owned) owned.push(record);
    else this.#byOwner.set(`${edition}/${owner}`, [record]);
  }

  #move(move: Move): void {
    this.#known(move, (record) => {
      record.pace = move.paceLeft;
      record.since = move.at;
      record.readsBefore = record.reads;
      const last = record.versions.at(-1);
      if (last) record.versions.push(nextVersion(last, move));
    });
  }

  #forget(record: TaskRecord): void {
    this.#tasks.delete(`${record.edition}/${record.id}`);
    const owned = this.#byOwner.get(`${record.edition}/${record.owner}`);
    owned?.splice(owned.indexOf(record), 1);
  }
}

/** The Task as it is after a move; contained resources are shared between the versions. */
function nextVersion(last: Task, move: Move): Task {
  const { statusReason: _reason, output: _output, ...rest } = last;
  const instant = new Date(move.at).toISOString();
  return {
    ...rest,
    meta: { ...last.meta, versionId: String(Number(last.meta?.versionId ?? 0) + 1), lastUpdated: instant },
    // The guide's `received` is a code of R5, `ready` too; a test may send others on purpose.
    status: move.status as Task['status'],
    ...(move.reason === undefined ? {} : { statusReason: { concept: { text: move.reason } } }),
    // In the precision of authoredOn: between a date and an instant of that day inv-1 cannot be decided.
    lastModified: last.authoredOn?.length === 10 ? instant.slice(0, 10) : instant,
    ...(move.output === undefined ? {} : { output: move.output }),
  };
}
