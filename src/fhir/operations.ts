import type { FhirCall } from './fhir-caller.js';

/** What a call is about, without saying whose: for metrics and traces. */
const FHIR_OPERATIONS = [
  'capabilities',
  'validate',
  'create',
  'search',
  'read_task',
  /** What a completed Task's outputs lead to. */
  'read_output',
  'update',
  'delete',
] as const;
export type FhirOperation = (typeof FHIR_OPERATIONS)[number];

/** The operation of a call; a link that the service gave, with its query, is a page of a search. */
export function operationOf({ method, path }: Pick<FhirCall, 'method' | 'path'>): FhirOperation {
  if (method === 'POST') return path.includes('$validate') ? 'validate' : 'create';
  if (method === 'PUT' || method === 'PATCH') return 'update';
  if (method === 'DELETE') return 'delete';
  if (path === 'metadata') return 'capabilities';
  if (path.includes('?')) return 'search';
  return /(?:^|\/)Task\/[^/]+$/.test(path) ? 'read_task' : 'read_output';
}

const PATHS: Readonly<Record<FhirOperation, string>> = {
  capabilities: 'metadata',
  validate: 'Task/$validate',
  create: 'Task',
  search: 'Task',
  read_task: 'Task/{id}',
  read_output: '{type}/{id}',
  update: 'Task/{id}',
  delete: 'Task/{id}',
};

/** The path of such calls below the account's base, with no id in it. */
export function pathOf(operation: FhirOperation): string {
  return PATHS[operation];
}
