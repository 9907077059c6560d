import type {
  CodeableConcept,
  FhirResource,
  Ingredient,
  MedicinalProductDefinition,
  MedicinalProductDefinitionNameUsage,
  Organization,
  RegulatedAuthorization,
  SubstanceDefinition,
  Task,
  TaskInput,
} from 'fhir/r5';

/**
 * One rule of an edition on request Tasks, with a way to break it: a rule that nothing can break is none. The rules
 * are the guide's (profiles, differential and snapshot), written down here a second time, apart from the product.
 */
export interface Rule {
  name: string;
  holds: (task: Task) => boolean;
  /** Breaks the rule in a Task of the full product (or substance). */
  broken: (task: Task) => void;
  /** False where no profile enforces it: a wish of the guide's pages, or a habit of a good client. */
  enforced?: false;
}

// What a value is, and how often it is there. ----------------------------------------------------

export const some = (value: unknown): boolean => value !== undefined && value !== null && value !== '';
export const count = (value: unknown): number => (Array.isArray(value) ? value.length : some(value) ? 1 : 0);
export const exactlyOne = (value: unknown): boolean => count(value) === 1;
export const atMostOne = (value: unknown): boolean => count(value) <= 1;
export const text = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
/** One thing, and no list of things. */
export const single = (value: unknown): boolean => some(value) && !Array.isArray(value);
const DATE_TIME = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?)?)?$/;
export const dateTime = (value: unknown): boolean => typeof value === 'string' && DATE_TIME.test(value);
export const hasCode = (concept: CodeableConcept | undefined, system: string, code: string): boolean =>
  concept?.coding?.some((each) => each.system === system && each.code === code) ?? false;
export const oneCode = (concept: CodeableConcept | undefined): boolean =>
  concept?.coding?.length === 1 && text(concept.coding[0]?.code);
export const systemOf = (concept: CodeableConcept | undefined): string | undefined =>
  concept?.coding?.[0]?.system;

// What is in a Task. -----------------------------------------------------------------------------

export function contained<T extends FhirResource>(task: Task, type: T['resourceType']): T[] {
  return (task.contained ?? []).filter((each): each is T & FhirResource => each.resourceType === type);
}
export const products = (task: Task): MedicinalProductDefinition[] =>
  contained(task, 'MedicinalProductDefinition');
export const ingredients = (task: Task): Ingredient[] => contained(task, 'Ingredient');
export const organizations = (task: Task): Organization[] => contained(task, 'Organization');
export const authorizations = (task: Task): RegulatedAuthorization[] =>
  contained(task, 'RegulatedAuthorization');
export const substances = (task: Task): SubstanceDefinition[] => contained(task, 'SubstanceDefinition');
export const usages = (task: Task): MedicinalProductDefinitionNameUsage[] =>
  products(task).flatMap(({ name }) => name.flatMap(({ usage }) => usage ?? []));
export const strengths = (task: Task): NonNullable<Ingredient['substance']['strength']> =>
  ingredients(task).flatMap(({ substance }) => substance.strength ?? []);
export const inputsCoded = (task: Task, system: string, code: string): TaskInput[] =>
  (task.input ?? []).filter(({ type }) => hasCode(type, system, code));
export const pointsAt = (reference: string | undefined, among: { id?: string }[]): boolean =>
  among.some(({ id }) => id !== undefined && reference === `#${id}`);

/** True of each one, and there is at least one. */
export function all<T>(values: T[], holds: (value: T) => boolean): boolean {
  return values.length > 0 && values.every(holds);
}

export function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'reference' && typeof child === 'string' ? [child] : referencesIn(child),
  );
}

// How a rule is broken. --------------------------------------------------------------------------

interface Loose {
  [key: string]: Loose;
}

/** Sets (or, without a value, removes) what stands at a path below the Task: `contained.0.name`. */
export function put(path: string, value?: unknown): (task: Task) => void {
  return (task) => {
    const keys = path.split('.');
    const last = keys.pop() as string;
    const holder = keys.reduce<Loose>((at, key) => at[key]!, task as unknown as Loose);
    if (value === undefined) delete holder[last];
    else Object.assign(holder, { [last]: value });
  };
}

/** The same below the first contained resource of that type. */
export function putIn(type: string, path: string, value?: unknown): (task: Task) => void {
  return (task) => {
    const index = (task.contained ?? []).findIndex(({ resourceType }) => resourceType === type);
    put(`contained.${index}.${path}`, value)(task);
  };
}

export const MPD = 'MedicinalProductDefinition';

export function contain(resource: FhirResource): (task: Task) => void {
  return (task) => {
    task.contained?.push(resource);
  };
}

export function withoutInput(code: string): (task: Task) => void {
  return (task) => {
    task.input = task.input?.filter(({ type }) => type.coding?.[0]?.code !== code);
  };
}

export function twiceInput(code: string): (task: Task) => void {
  return (task) => {
    const input = task.input?.find(({ type }) => type.coding?.[0]?.code === code);
    task.input?.push(structuredClone(input as TaskInput));
  };
}
