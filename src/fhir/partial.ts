import type { Resource } from 'fhir/r5';
import { objectsIn } from './lists.js';

/**
 * Whether a service sent a part of a resource only, which it says with the tag SUBSETTED (R5, search, summary): some
 * do so without being asked. What is missing from such a one says nothing.
 */
export function isPartial({ meta }: Resource): boolean {
  return objectsIn(meta?.tag).some(({ code }) => code === 'SUBSETTED');
}
