import type { FhirCall } from './fhir-caller.js';

/** Operations of the FHIR service, as labels of metrics and traces. */
const FHIR_OPERATIONS = [
  'capabilities',
  'validate',
  'create',
  'search',
  'read_task',
  /** A resource that the outputs of a completed Task refer to. */
  'read_output',
  'update',
  'delete',
] as const;
export type FhirOperation = (typeof FHIR_OPERATIONS)[number];

/** Returns the operation of a call. A link of the service with a query is a page of a search. */
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

/** Returns the path of an operation below the account's base, with placeholders in place of ids. */
export function pathOf(operation: FhirOperation): string {
  return PATHS[operation];
}
