import type {
  AdministrableProductDefinition,
  CodeableReference,
  MedicinalProductDefinition,
  SubstanceDefinition,
  Task,
  TaskOutput,
} from 'fhir/r5';
import type { Abilities } from '../abilities.js';
import type { EditionName, RequestKind } from '../editions/index.js';
import type { Pace, PaceStep } from '../pace.js';

/** A resource that the service publishes; products need a key. */
export type Published = AdministrableProductDefinition | MedicinalProductDefinition | SubstanceDefinition;

/** The types of what is published. */
export type PublishedType = Published['resourceType'];

/** The kind of a Task: a request of the guide, or a request to abort such a Task. */
export type TaskKind = RequestKind | 'abort';

/** A Task with everything the sandbox knows about it. */
export interface TaskRecord {
  edition: EditionName;
  id: string;
  kind: TaskKind;
  /** Id of the Task that an abort Task is about; null for a request. */
  focus: string | null;
  /** Fingerprint of the key that submitted it; the key itself is not kept. */
  owner: string;
  /** Steps that are still to come. */
  pace: PaceStep[];
  /** When the last step was taken, in milliseconds since the epoch, and how many reads there had been. */
  since: number;
  readsBefore: number;
  reads: number;
  /** Every version, the newest last. */
  versions: Task[];
  deleted: boolean;
}

/** The change when a Task moves on. */
export interface Move {
  edition: EditionName;
  id: string;
  status: string;
  /** When, in milliseconds since the epoch. */
  at: number;
  /** Why, in words; or as the owner of the Task has put it. */
  reason?: string | CodeableReference | undefined;
  output?: TaskOutput[] | undefined;
  /** Steps of the pace that are left afterwards. */
  paceLeft: PaceStep[];
}

/** A line of the data file. */
export type Entry =
  | { entry: 'clock'; offsetMs: number }
  | { entry: 'pace'; pace: Pace }
  | { entry: 'abort-pace'; pace: Pace }
  | { entry: 'abilities'; abilities: Abilities }
  | {
      entry: 'submitted';
      edition: EditionName;
      kind: TaskKind;
      focus?: string | undefined;
      owner: string;
      pace: PaceStep[];
      at: number;
      task: Task;
    }
  | ({ entry: 'moved' } & Move)
  /** One entry, so that no crash comes between what was granted and what it does. */
  | { entry: 'granted'; abort: Move; focus: Move }
  | { entry: 'read'; edition: EditionName; id: string }
  | { entry: 'deleted'; edition: EditionName; id: string }
  | { entry: 'vanished'; edition: EditionName; id: string }
  | { entry: 'published'; edition: EditionName; resource: Published };
