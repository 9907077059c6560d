import type { FhirResource, Task, TaskInput } from 'fhir/r5';
import { EDITIONS, type Edition } from '../editions/index.js';
import type { JsonObject } from '../json.js';
import { judge } from '../rules/judge.js';
import type { TaskRecord } from '../store/entries.js';
import type { Store } from '../store/store.js';
import { focusOf } from '../tasks/aborts.js';
import { actionsFor, type Action } from './actions.js';
import { outcomesOf, type Outcome } from './outcome.js';
import { productIn, type ProductView } from './product.js';
import { substanceIn, type SubstanceView } from './substance.js';
import { isOpen, summaryOf, type Summary } from './summary.js';
import { concept, fact, identifier, said, type Fact, type Said } from './words.js';

/** A step of a Task's way; times are instants of the sandbox's clock. */
export interface Step {
  status: string;
  at: string;
  /** Why, in words; null where nothing was said. */
  reason: string | null;
}

/** A finding of the edition's rules about a Task, with its place. */
export interface FindingLine {
  severity: string;
  text: string;
  where: string;
}

/** A Task with all that its people need to decide about it. */
export interface Detail extends Summary {
  product: ProductView | null;
  substance: SubstanceView | null;
  /** Facts of the Task itself, beside its product or substance. */
  facts: Fact[];
  /** Findings of the edition's rules; null for a cancellation, because no guide has rules for it. */
  findings: FindingLine[] | null;
  history: Step[];
  outcome: Outcome[];
  /** The Task that a cancellation is about, and the cancellations of a Task. */
  related: Summary[];
  actions: Action[];
  /** Next status by its pace, and the time of it; null where it waits for people. */
  next: { status: string; at: string } | null;
  /** The Task as FHIR has it, indented. */
  json: string;
}

/** Everything about a Task. */
export function detailOf(store: Store, record: TaskRecord): Detail {
  const edition = EDITIONS[record.edition];
  const task = record.versions.at(-1) as Task;
  const focus = focusOf(store, record);
  // The content of a cancellation is that of the Task which it is about: people decide about that one.
  const content = focus?.versions.at(-1) ?? task;
  return {
    ...summaryOf(store, record),
    product: productIn(content),
    substance: substanceIn(content),
    facts: taskFacts(task),
    findings: record.kind === 'abort' ? null : findings(edition, record),
    history: historyOf(record),
    outcome: outcomesOf(edition, store, task),
    related: [...(focus ? [focus] : []), ...store.tasks.abortsOf(record)].map((each) =>
      summaryOf(store, each),
    ),
    actions: record.deleted ? [] : actionsFor(record.kind, task.status),
    next: nextOf(record),
    json: JSON.stringify(task, null, 2),
  };
}

function taskFacts(task: Task): Fact[] {
  return [
    fact('Requester’s id', ...(task.identifier ?? []).map(identifier)),
    fact('Requested', concept(task.code)),
    fact('Description', said(task.description)),
    fact('Priority', said(task.priority)),
    fact('Written on', said(task.authoredOn)),
    fact('Inputs', ...(task.input ?? []).map((input) => inputLine(task, input))),
    fact('Note', ...(task.note ?? []).map(({ text }) => said(text))),
  ].filter((each) => each !== undefined);
}

/** Reads the target of an input, such as `Ingredient: Methotrexate`; its code is the remark. */
function inputLine(task: Task, input: TaskInput): Said | undefined {
  const { type, valueReference, valueString, valueMarkdown } = input;
  const contained = (task.contained ?? []) as FhirResource[];
  const resource = contained.find(({ id }) => valueReference?.reference === `#${id ?? ''}`);
  const value =
    (resource && `${resource.resourceType}: ${nameOf(resource)}`) ??
    valueReference?.display ??
    valueReference?.reference ??
    valueString ??
    valueMarkdown;
  const meaning = concept(type)?.text;
  return said(value ?? meaning, value === undefined ? undefined : meaning);
}

function nameOf(resource: FhirResource): string {
  switch (resource.resourceType) {
    case 'MedicinalProductDefinition':
      return resource.name[0]?.productName ?? '';
    case 'Ingredient':
      return concept(resource.substance.code.concept)?.text ?? '';
    case 'SubstanceDefinition':
      return resource.name?.[0]?.name ?? '';
    case 'Organization':
      return resource.name ?? '';
    default:
      return resource.id ?? '';
  }
}

function findings(edition: Edition, { versions }: TaskRecord): FindingLine[] {
  // The Task as it was sent, because a status of the service is not valid in a request.
  const sent = { ...versions[0], status: 'requested' } as unknown as JsonObject;
  return judge(edition, sent).issues.map(({ severity, text, expression = '' }) => ({
    severity,
    text,
    where: expression,
  }));
}

function historyOf({ versions, deleted }: TaskRecord): Step[] {
  const steps = versions.map(({ status, meta, statusReason }): Step => {
    const reason = statusReason?.concept
      ? concept(statusReason.concept)?.text
      : statusReason?.reference?.display;
    return { status, at: meta?.lastUpdated ?? '', reason: reason ?? null };
  });
  return deleted ? [...steps, { status: 'deleted', at: '', reason: 'The requester deleted it.' }] : steps;
}

function nextOf(record: TaskRecord): Detail['next'] {
  const [step] = record.pace;
  if (!step || !isOpen(record) || (step.afterSeconds === undefined && step.afterReads !== undefined))
    return null;
  const at = record.since + (step.afterSeconds ?? 0) * 1000;
  return { status: step.status, at: new Date(at).toISOString() };
}
