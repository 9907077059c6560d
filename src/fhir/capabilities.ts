import type { CapabilityStatement } from 'fhir/r5';
import { editionNamed, type Edition } from '../editions/index.js';
import type { FhirCaller } from './fhir-caller.js';
import { objectsIn } from './lists.js';

/** What an account's service can do with Tasks. */
export interface Capabilities {
  /** Where this is known from: the service's own statement, or the edition of the guide that it speaks. */
  source: 'statement' | 'edition';
  /** `software.version`; null where nobody says. */
  softwareVersion: string | null;
  /** Search parameters that are declared: for Task, or for every resource. A service may ignore what it declares. */
  taskSearch: readonly string[];
  /** Whether `GET Task?identifier=` searches. */
  searchByIdentifier: boolean;
  /** Whether `GET Task?focus=` searches: what is asked about a Task, its cancellation above all. */
  searchByFocus: boolean;
  /** Whether `If-None-Exist` keeps a repeated POST from making a second Task. */
  conditionalCreate: boolean;
  /**
   * Interactions that are declared. What is not among them may be there all the same: edition 2026-05 speaks of
   * deleting Tasks on its page on authentication, and does not list it.
   */
  delete: boolean;
  update: boolean;
  patch: boolean;
  /**
   * Operations that are declared, without `$`. The IDMP service has `validate` and lists it in no edition: absence
   * says nothing.
   */
  operations: readonly string[];
}

/** A statement changes with a release of the service; within an hour of one we may be wrong, and do no harm. */
const KEPT_MS = 3_600_000;

/** After a failed read the edition's facts hold, and the service is asked again before long. */
const KEPT_AFTER_FAILURE_MS = 300_000;

/** What one account's service can do: read from `GET metadata`, kept for a while, never a reason to fail. */
export class ServiceCapabilities {
  readonly #caller: Pick<FhirCaller, 'account' | 'call'>;
  readonly #now: () => number;
  /** What the service stated last. */
  #stated: Capabilities | null = null;
  #known: { read: Promise<Capabilities | null>; until: number } | null = null;

  constructor(caller: Pick<FhirCaller, 'account' | 'call'>, now: () => number = Date.now) {
    this.#caller = caller;
    this.#now = now;
  }

  /** Never throws: where the service gives no statement, its last one holds, or else the edition's facts. */
  async get(): Promise<Capabilities> {
    if (this.#known === null || this.#known.until <= this.#now()) {
      // Callers at the same time share one read, so it ends with none of them; it has a call's own time limit.
      const known = { read: this.#read(), until: this.#now() + KEPT_MS };
      this.#known = known;
      const now = await known.read;
      if (now !== null) this.#stated = now;
      else known.until = this.#now() + KEPT_AFTER_FAILURE_MS;
    }
    const { account } = this.#caller;
    return (await this.#known.read) ?? this.#stated ?? byEdition(editionNamed(account.edition));
  }

  /** Null where the service gives no statement that can be trusted. */
  async #read(): Promise<Capabilities | null> {
    try {
      const { resource } = await this.#caller.call({ method: 'GET', path: 'metadata' });
      return stated(resource);
    } catch {
      return null;
    }
  }
}

/** What the guide says where the service says nothing. */
function byEdition(edition: Edition): Capabilities {
  const { taskSearch, conditionalCreate, taskInteractions } = edition;
  return {
    source: 'edition',
    softwareVersion: null,
    ...searches(taskSearch),
    conditionalCreate,
    delete: taskInteractions.includes('delete'),
    update: taskInteractions.includes('update'),
    patch: taskInteractions.includes('patch'),
    operations: [],
  };
}

/** Null where it is no CapabilityStatement of a server that knows Tasks. */
function stated(resource: unknown): Capabilities | null {
  const statement = resource as Partial<CapabilityStatement> | null;
  if (statement?.resourceType !== 'CapabilityStatement') return null;
  const server = objectsIn(statement.rest).find(({ mode }) => mode === 'server');
  const task = objectsIn(server?.resource).find(({ type }) => type === 'Task');
  if (server === undefined || task === undefined) return null;
  const interactions = objectsIn(task.interaction).map(({ code }) => code);
  const version: unknown = statement.software?.version;
  return {
    source: 'statement',
    softwareVersion: typeof version === 'string' ? version : null,
    ...searches(namesIn([...objectsIn(server.searchParam), ...objectsIn(task.searchParam)])),
    conditionalCreate: task.conditionalCreate === true,
    delete: interactions.includes('delete'),
    update: interactions.includes('update'),
    patch: interactions.includes('patch'),
    operations: namesIn([...objectsIn(server.operation), ...objectsIn(task.operation)]).map((name) =>
      name.replace(/^\$/, ''),
    ),
  };
}

function searches(
  taskSearch: readonly string[],
): Pick<Capabilities, 'taskSearch' | 'searchByIdentifier' | 'searchByFocus'> {
  return {
    taskSearch,
    searchByIdentifier: taskSearch.includes('identifier'),
    searchByFocus: taskSearch.includes('focus'),
  };
}

function namesIn(list: readonly { name?: unknown }[]): string[] {
  return list.map(({ name }) => name).filter((name) => typeof name === 'string');
}
