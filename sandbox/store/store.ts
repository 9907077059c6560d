import { GUIDE_ABILITIES, type Abilities } from '../abilities.js';
import { Clock } from '../clock.js';
import type { EditionName } from '../editions/index.js';
import { DEMO_ABORT_PACE, DEMO_PACE, type Pace } from '../pace.js';
import type { Entry, Published, PublishedType, TaskRecord } from './entries.js';
import { Journal } from './journal.js';
import { TaskRecords } from './task-records.js';

/** Settings that the data file remembers and a start can replace. */
export interface Settings {
  pace: Pace;
  abortPace: Pace;
  abilities: Readonly<Abilities>;
}

/**
 * Everything the sandbox remembers. Each change is an entry: it is written down first and applied then, and
 * replaying the entries gives the same state again.
 */
export class Store {
  readonly clock = new Clock();
  readonly tasks = new TaskRecords();
  readonly #settings: Settings = {
    pace: DEMO_PACE,
    abortPace: DEMO_ABORT_PACE,
    abilities: GUIDE_ABILITIES,
  };
  readonly #journal: Journal<Entry>;
  #revision = 0;
  /** By edition and type, then by id. */
  readonly #published = new Map<string, Map<string, Published>>();

  constructor(dataFile?: string, settings: Partial<Settings> = {}) {
    this.#journal = new Journal(dataFile, (entry) => this.#apply(entry));
    // Settings given at the start win over those that were set by hand in an earlier life.
    Object.assign(this.#settings, settings);
  }

  get settings(): Readonly<Settings> {
    return this.#settings;
  }

  /** Grows with every change, so that a watcher notices news; a read does not count as a change. */
  get revision(): number {
    return this.#revision;
  }

  /** Writes the change down, then makes it. */
  record(entry: Entry): void {
    this.#journal.append(entry);
    this.#apply(entry);
    if (entry.entry !== 'read') this.#revision += 1;
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
        this.#settings.pace = entry.pace;
        break;
      case 'abort-pace':
        this.#settings.abortPace = entry.pace;
        break;
      case 'abilities':
        this.#settings.abilities = entry.abilities;
        break;
      case 'submitted':
        this.tasks.add(entry);
        break;
      case 'moved':
        this.tasks.move(entry);
        break;
      case 'granted':
        this.tasks.move(entry.focus);
        this.tasks.move(entry.abort);
        break;
      case 'read':
        this.#known(entry, (task) => (task.reads += 1));
        break;
      case 'deleted':
        this.#known(entry, (task) => (task.deleted = true));
        break;
      case 'vanished':
        this.#known(entry, (task) => this.tasks.forget(task));
        break;
      case 'published':
        this.#publish(entry.edition, entry.resource);
    }
  }

  #known({ edition, id }: { edition: EditionName; id: string }, change: (task: TaskRecord) => unknown): void {
    const task = this.tasks.get(edition, id);
    if (task) change(task);
  }

  #publish(edition: EditionName, resource: Published): void {
    const key = `${edition}/${resource.resourceType}`;
    const ofType = this.#published.get(key) ?? new Map<string, Published>();
    this.#published.set(key, ofType.set(resource.id ?? '', resource));
  }
}
