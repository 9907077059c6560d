import type { FhirResource, Task } from 'fhir/r5';
import type { Edition } from '../editions/index.js';

/**
 * Finds a Task's contained resources of one type that one of its inputs names. Inputs of another system, or of text
 * alone, are allowed and do not belong to the request.
 */
export function requested<T extends FhirResource['resourceType']>(
  edition: Edition,
  task: Task,
  type: T,
): Extract<FhirResource, { resourceType: T }>[] {
  const references = (task.input ?? [])
    .filter(({ type: { coding = [] } }) => coding.some(({ system }) => system === edition.systems.inputType))
    .map(({ valueReference }) => valueReference?.reference);
  return (task.contained ?? []).filter(
    (resource): resource is Extract<FhirResource, { resourceType: T }> =>
      resource.resourceType === type && references.includes(`#${resource.id ?? ''}`),
  );
}
