import type { FhirResource, Task } from 'fhir/r5';

/** A Task's contained resources of one type. */
export function containedOf<T extends FhirResource['resourceType']>(
  task: Task,
  type: T,
): Extract<FhirResource, { resourceType: T }>[] {
  return (task.contained ?? []).filter(
    (resource): resource is Extract<FhirResource, { resourceType: T }> => resource.resourceType === type,
  );
}
