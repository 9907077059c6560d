import type { Resource } from 'fhir/r5';
import { objectsIn } from './lists.js';

/**
 * Tells whether a resource is only a part, which the tag SUBSETTED marks (R5, search, summary). Some services send parts
 * unrequested. An element that is missing from a part may exist at the service.
 */
export function isPartial({ meta }: Resource): boolean {
  return objectsIn(meta?.tag).some(({ code }) => code === 'SUBSETTED');
}
