import type { Bundle, FhirResource } from 'fhir/r5';
import type { FhirCaller } from './fhir-caller.js';
import { FhirError } from './fhir-error.js';
import { objectsIn } from './lists.js';
import { createUnexpectedAnswerError } from './unexpected-answer.js';

/** Limits the pages of one search. A server whose pages never end is broken. */
const MAX_PAGES = 10_000;

/**
 * Limits the successive pages without a new hit. More of them are a circle under changing addresses. A single one may be
 * caused by new Tasks.
 */
const MAX_REPEATED_PAGES = 5;

/**
 * Reads a search page by page, by the unchanged address of `link.next`. Ends at an address that was read before, and after
 * several pages without new hits, because the last page of some servers links to an earlier page.
 *
 * @throws FhirError; `unreadable` if a page is not a Bundle, or the pages do not end
 */
export async function* searchPages(
  client: FhirCaller,
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<FhirResource[]> {
  const read = new Set<string>();
  const seen = new Set<string>();
  let withoutNews = 0;
  let next: string | undefined = path;
  while (next !== undefined && !read.has(next)) {
    if (read.size >= MAX_PAGES) throw createEndlessError(path);
    read.add(next);
    const call = { method: 'GET', path: next, signal } as const;
    const answer = await client.call(call);
    if (answer.resource?.resourceType !== 'Bundle')
      throw createUnexpectedAnswerError(`GET ${path}`, answer, 'a Bundle');
    const hits = selectHits(answer.resource);
    const known = seen.size;
    hits.forEach(({ resourceType, id }) => seen.add(`${resourceType}/${id ?? ''}`));
    withoutNews = seen.size > known ? 0 : withoutNews + 1;
    yield hits;
    if (withoutNews >= MAX_REPEATED_PAGES) return;
    const link: unknown = objectsIn(answer.resource.link).find(({ relation }) => relation === 'next')?.url;
    next = typeof link === 'string' ? link : undefined;
  }
}

/** Selects the hits of a page. A page may also have included resources and an OperationOutcome about the search. */
function selectHits(bundle: Bundle): FhirResource[] {
  return objectsIn(bundle.entry).flatMap(({ resource, search }) =>
    typeof resource !== 'object' ||
    resource === null ||
    (search?.mode !== undefined && search.mode !== 'match')
      ? []
      : [resource as FhirResource],
  );
}

function createEndlessError(path: string): FhirError {
  const message = `the result has more than ${MAX_PAGES} pages`;
  return new FhirError({ reason: 'unreadable', call: `GET ${path}`, message });
}
