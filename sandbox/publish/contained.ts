import type { FhirResource, Task } from 'fhir/r5';
import type { Edition } from '../editions/index.js';

/**
 * A Task's contained resources of one type that one of its inputs names; an input of another system, or of text
 * alone, is allowed and is no part of what is asked for.
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
