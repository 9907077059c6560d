import type { Bundle, FhirResource } from 'fhir/r5';
import type { FhirClient } from './fhir-client.js';
import { FhirError } from './fhir-error.js';
import { objectsIn } from './lists.js';

/** No search of ours goes on for longer: a server whose pages never end is broken. */
const MAXIMUM_PAGES = 10_000;

/**
 * Reads a search page by page, following `link.next` as it stands. Ends at a page that was seen before.
 *
 * @throws FhirError; `unreadable` where a page is not a Bundle.
 */
export async function* searchPages(
  client: FhirClient,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<FhirResource[]> {
  const seen = new Set<string>();
  let next: string | undefined = path;
  while (next !== undefined && !seen.has(next) && seen.size < MAXIMUM_PAGES) {
    seen.add(next);
    const { resource, status } = await client.call({ method: 'GET', path: next, signal });
    if (resource?.resourceType !== 'Bundle') {
      const message = `the answer is ${resource?.resourceType ?? 'empty'}, not a Bundle`;
      throw new FhirError({ reason: 'unreadable', call: `GET ${next}`, message, status });
    }
    yield matches(resource);
    next = objectsIn(resource.link).find((link) => link.relation === 'next')?.url;
  }
}

/** Hits alone: a page may also carry included resources and an OperationOutcome about the search. */
function matches(bundle: Bundle): FhirResource[] {
  return objectsIn(bundle.entry).flatMap(({ resource, search }) =>
    resource === undefined || (search?.mode !== undefined && search.mode !== 'match')
      ? []
      : [resource as FhirResource],
  );
}
