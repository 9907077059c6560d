import type { CapabilityStatement } from 'fhir/r5';
import type { Edition } from '../editions/index.js';
import { objectsIn } from './lists.js';

/** Abilities of an account's service for Tasks. */
export interface Capabilities {
  /** Source of the facts: the service's own CapabilityStatement, or the edition of the guide that it implements. */
  source: 'statement' | 'edition';
  /** `software.version`; null when unknown. */
  softwareVersion: string | null;
  /** Declared search parameters, for Task or for every resource. A service may ignore a declared parameter. */
  taskSearch: readonly string[];
  /** Whether `GET Task?identifier=` searches. */
  searchByIdentifier: boolean;
  /** Whether `GET Task?focus=` searches for Tasks about a Task, for example its cancellation. */
  searchByFocus: boolean;
  /** Whether `If-None-Exist` keeps a repeated POST from making a second Task. */
  conditionalCreate: boolean;
  /**
   * Declared interactions. A service may support others, too: edition 2026-05 mentions the deletion of Tasks on its
   * page on authentication, and does not declare it.
   */
  delete: boolean;
  update: boolean;
  patch: boolean;
  /**
   * Declared operations, without `$`. The IDMP service supports `validate` in all editions and declares it in none, so a
   * missing operation proves nothing.
   */
  operations: readonly string[];
}

/** Source of the abilities of one account's service. */
export interface CapabilitiesSource {
  get(): Promise<Capabilities>;
}

/** Gives the facts of the guide, for a service without a statement. */
export function deriveCapabilities(edition: Edition): Capabilities {
  const { taskSearch, conditionalCreate, taskInteractions } = edition;
  return {
    source: 'edition',
    softwareVersion: null,
    ...deriveSearches(taskSearch),
    conditionalCreate,
    delete: taskInteractions.includes('delete'),
    update: taskInteractions.includes('update'),
    patch: taskInteractions.includes('patch'),
    operations: [],
  };
}

/** Reads a CapabilityStatement; returns null when the resource is not the statement of a server that supports Tasks. */
export function readStatement(resource: unknown): Capabilities | null {
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
    ...deriveSearches(namesIn([...objectsIn(server.searchParam), ...objectsIn(task.searchParam)])),
    conditionalCreate: task.conditionalCreate === true,
    delete: interactions.includes('delete'),
    update: interactions.includes('update'),
    patch: interactions.includes('patch'),
    operations: namesIn([...objectsIn(server.operation), ...objectsIn(task.operation)]).map((name) =>
      name.replace(/^\$/, ''),
    ),
  };
}

function deriveSearches(
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
