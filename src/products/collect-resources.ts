import type { Bundle, FhirResource, Task } from 'fhir/r5';
import type { AnyResource } from '../contract/index.js';

/** A resource of the request, its place in the input, and its address there. */
export interface CollectedResource {
  resource: FhirResource;
  /** FHIRPath in the input: `bundle.entry[2].resource`. */
  place: string;
  fullUrl?: string;
}

/** Collects the resources of a list. */
export function collectFromList(resources: AnyResource[]): CollectedResource[] {
  return resources.map((resource, index) => ({
    resource: resource as FhirResource,
    place: `resources[${index}]`,
  }));
}

/** Collects the resources of a Bundle. */
export function collectFromBundle(bundle: Bundle): CollectedResource[] {
  return (bundle.entry ?? []).flatMap(({ resource, fullUrl }, index) =>
    resource === undefined
      ? []
      : [{ resource: resource as FhirResource, place: `bundle.entry[${index}].resource`, fullUrl }],
  );
}

/** Collects the contained resources of a Task. */
export function collectFromTask(task: Task): CollectedResource[] {
  return (task.contained ?? []).map((resource, index) => ({
    resource: resource as FhirResource,
    place: `task.contained[${index}]`,
  }));
}

/** Resources that one Task can contain. */
export interface ContainableResources {
  resources: CollectedResource[];
  /** Replaces all references to those resources in a value by `#id`. */
  redirect: <T>(value: T) => T;
}

/**
 * Prepares the resources to be contained in one Task. Each has a unique id there, which is its own id if possible.
 * References between them (`Organization/1`, `urn:uuid:…`, a Bundle's fullUrl) become `#id`. Elements that their server set
 * (versionId, lastUpdated) are removed (R5 rule dom-4). All other elements are kept.
 */
export function makeContainable(collected: CollectedResource[]): ContainableResources {
  const ids = assignIds(collected);
  const targets = new Map<string, string>();
  collected.forEach(({ resource, fullUrl }, index) => {
    const target = `#${ids[index]}`;
    if (fullUrl !== undefined) targets.set(fullUrl, target);
    if (resource.id !== undefined) {
      targets.set(`#${resource.id}`, target);
      targets.set(`${resource.resourceType}/${resource.id}`, target);
    }
  });
  const redirect = <T>(value: T): T => replaceReferences(value, targets);
  const resources = collected.map((each, index) => ({
    ...each,
    resource: { ...removeVersion(redirect(each.resource)), id: ids[index] },
  }));
  return { resources, redirect };
}

function removeVersion(resource: FhirResource): FhirResource {
  if (resource.meta === undefined) return resource;
  const { versionId: _versionId, lastUpdated: _lastUpdated, ...kept } = resource.meta;
  const { meta: _meta, ...others } = resource;
  return Object.keys(kept).length === 0 ? others : { ...resource, meta: kept };
}

const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/;

function assignIds(collected: CollectedResource[]): string[] {
  const taken = new Set<string>();
  const own = collected.map(({ resource }) => {
    const id = resource.id;
    if (id === undefined || !FHIR_ID.test(id) || taken.has(id)) return null;
    taken.add(id);
    return id;
  });
  return own.map((id, index) => {
    if (id !== null) return id;
    const type = collected[index]!.resource.resourceType.toLowerCase();
    let number = 1;
    while (taken.has(`${type}-${number}`)) number += 1;
    taken.add(`${type}-${number}`);
    return `${type}-${number}`;
  });
}

/** Version in a reference. It is ignored, because a Task contains resources without versions. */
const VERSION = /\/_history\/[^/]+$/;

function replaceReferences<T>(value: T, targets: Map<string, string>): T {
  if (Array.isArray(value)) return value.map((each) => replaceReferences(each as unknown, targets)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => {
    if (key === 'reference' && typeof child === 'string') {
      return [key, targets.get(child.replace(VERSION, '')) ?? child];
    }
    return [key, replaceReferences(child as unknown, targets)];
  });
  return Object.fromEntries(entries) as T;
}
