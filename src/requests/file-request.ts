import type { Bundle, Task } from 'fhir/r5';
import { SOURCES, type Kind } from '../contract/index.js';
import { isObject } from '../json/objects.js';

/** An unchecked request from a file: the data of a RequestInput, and the kind that they imply. */
export interface FileRequest {
  request: Record<string, unknown>;
  kind: Kind;
}

const OPTIONS = ['account', 'requestId', 'polling', 'cancellation', 'backfillId'];

/**
 * Recognises the content of a JSON file: a whole RequestInput, a Task, a Bundle, a list of resources, or a product or
 * substance in the simple form.
 *
 * @param kind kind that the caller chose; by default the kind that the content implies
 */
export function recogniseRequest(data: unknown, kind?: Kind): FileRequest {
  const request = wrapRequest(data, kind);
  return { request, kind: kind ?? kindOf(request) };
}

function wrapRequest(data: unknown, kind: Kind | undefined): Record<string, unknown> {
  if (Array.isArray(data)) return { resources: data as unknown[] };
  if (!isObject(data)) return { product: data };
  if (data.resourceType === 'Task') return { task: data };
  if (data.resourceType === 'Bundle') return { bundle: data };
  if (typeof data.resourceType === 'string') return { resources: [data] };
  const isWhole = [...SOURCES, ...OPTIONS].some((key) => key in data);
  if (isWhole) return data;
  const isSubstance = kind === undefined ? 'name' in data && !('ingredients' in data) : kind === 'gsid';
  return isSubstance ? { substance: data } : { product: data };
}

function kindOf({ substance, task, bundle, resources }: Record<string, unknown>): Kind {
  if (substance !== undefined) return 'gsid';
  if (isObject(task)) return isGsidTask(task as unknown as Task) ? 'gsid' : 'phpid';
  const inBundle = isObject(bundle) ? ((bundle as unknown as Bundle).entry ?? []) : [];
  const all = Array.isArray(resources)
    ? resources
    : Array.isArray(inBundle)
      ? inBundle.map((entry) => entry?.resource)
      : [];
  const types = all.map((each: unknown) => (isObject(each) ? each.resourceType : undefined));
  return types.includes('SubstanceDefinition') && !types.includes('MedicinalProductDefinition')
    ? 'gsid'
    : 'phpid';
}

function isGsidTask(task: Task): boolean {
  const isGsidCode =
    Array.isArray(task.code?.coding) && task.code.coding.some(({ code }) => code === 'gsid-request');
  const contained = Array.isArray(task.contained) ? task.contained : [];
  return isGsidCode || (contained.length === 1 && contained[0]?.resourceType === 'SubstanceDefinition');
}
