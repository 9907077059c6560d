import type { Task } from 'fhir/r5';
import type { EditionName } from '../editions/index.js';
import type { TaskKind, TaskRecord } from '../store/entries.js';
import type { Store } from '../store/store.js';
import { focusOf, isFinal } from '../tasks/aborts.js';
import { productIn, type ProductView } from './product.js';
import { substanceIn } from './substance.js';

/** A line of the desk's list. */
export interface Summary {
  edition: EditionName;
  id: string;
  kind: TaskKind;
  /** The Task's status; `deleted` where its requester deleted it. */
  status: string;
  /** Whether it still goes on. */
  open: boolean;
  /** Name of the product or substance. */
  title: string;
  /** Its ingredients with their strengths; empty for a substance. */
  composition: string;
  holder: string;
  /** Identifiers from the requester. */
  identifiers: string[];
  /** When it came, and when something last happened to it: instants of the sandbox's clock. */
  submitted: string;
  changed: string;
  /** Whether a cancellation of it waits for a decision. */
  cancellationAsked: boolean;
}

type Content = Pick<Summary, 'title' | 'composition' | 'holder'>;

/** Contents by their Task; each is read once, because the content of a request does not change. */
const read = new WeakMap<Task, Content>();

/** A Task as a line of the list. */
export function summaryOf(store: Store, record: TaskRecord): Summary {
  const { edition, id, kind, versions, deleted } = record;
  const [first, last] = [versions[0] as Task, versions.at(-1) as Task];
  return {
    edition,
    id,
    kind,
    status: deleted ? 'deleted' : last.status,
    open: isOpen(record),
    ...contentOf(store, record),
    identifiers: (last.identifier ?? []).map(({ value }) => value).filter((value) => value !== undefined),
    submitted: first.meta?.lastUpdated ?? '',
    changed: last.meta?.lastUpdated ?? '',
    cancellationAsked: isOpen(record) && store.tasks.abortsOf(record).some(isOpen),
  };
}

/** Tells whether people may still do something about it. */
export function isOpen(record: TaskRecord): boolean {
  return !record.deleted && !isFinal(record);
}

function contentOf(store: Store, record: TaskRecord): Content {
  // A cancellation has the content of the Task that it is about.
  const task = (focusOf(store, record) ?? record).versions[0] as Task;
  const known = read.get(task);
  if (known) return known;
  const product = productIn(task);
  const content: Content = {
    title:
      product?.name ?? substanceIn(task)?.name ?? (record.focus === null ? 'Task' : 'A Task that is gone'),
    composition: product?.ingredients.map(composition).join(' + ') ?? '',
    holder: product?.holders.join(', ') ?? '',
  };
  read.set(task, content);
  return content;
}

function composition({ substance, strength }: ProductView['ingredients'][number]): string {
  return [substance.text, strength[0]?.text].filter((part) => part !== undefined).join(' ');
}
