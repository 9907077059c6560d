import type { Bundle, BundleEntry, FhirResource } from 'fhir/r5';
import { randomUUID } from 'node:crypto';
import type { Edition } from '../editions/index.js';
import { searchValues } from './search-values.js';

const DEFAULT_PAGE_SIZE = 20;
const LARGEST_PAGE_SIZE = 200;
/** Elements that stay in a subset: what identifies a resource, and what R5 makes mandatory in a Task. */
const ALWAYS_THERE = ['resourceType', 'id', 'meta', 'status', 'intent'];
const SUBSETTED = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
};

/**
 * Tells whether a resource matches a search parameter with one of these values. Separators in a value are still escaped.
 */
export type Matcher<R> = (resource: R, values: readonly string[]) => boolean;

function positive(value: string | null, otherwise: number): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}

function subset<R extends FhirResource>(resource: R, elements: readonly string[]): R {
  const kept = Object.entries(resource).filter(
    ([name]) => ALWAYS_THERE.includes(name) || elements.includes(name),
  );
  const tag = [...(resource.meta?.tag ?? []), SUBSETTED];
  return { ...(Object.fromEntries(kept) as unknown as R), meta: { ...resource.meta, tag } };
}

/** The resources to search, in the order of the answer. */
export interface Search<R extends FhirResource> {
  edition: Edition;
  base: string;
  /** Path and query of the request. */
  url: string;
  type: R['resourceType'];
  resources: readonly R[];
  matchers: Record<string, Matcher<R>>;
  /** Parameters that the service has beside those of the edition. */
  others?: readonly string[];
}

/**
 * Answers a search. Parameters that the edition doesn't have are ignored, as lenient servers do, and left out
 * of `link.self`; paging works in every edition, since its links are the server's own business.
 */
export function searchBundle<R extends FhirResource>(search: Search<R>): Bundle {
  const { edition, base, type, others = [] } = search;
  const known = [...(edition.search[type] ?? []), ...others];
  const asked = new URL(search.url, 'http://sandbox').searchParams;
  const applied = new URLSearchParams();
  let found = [...search.resources];
  for (const [name, value] of asked) {
    const matcher = known.includes(name) ? search.matchers[name] : undefined;
    if (!matcher || value === '') continue;
    applied.append(name, value);
    const wanted = searchValues(value);
    found = found.filter((resource) => matcher(resource, wanted));
  }
  const elements = known.includes('_elements') ? searchValues(asked.get('_elements') ?? '') : [];
  if (elements.length > 0) applied.set('_elements', elements.join(','));
  const count = Math.min(positive(asked.get('_count'), DEFAULT_PAGE_SIZE), LARGEST_PAGE_SIZE);
  const page = positive(asked.get('page'), 1);
  applied.set('_count', String(count));
  const link = (relation: 'self' | 'next', number: number): { relation: typeof relation; url: string } => {
    const query = new URLSearchParams(applied);
    query.set('page', String(number));
    return { relation, url: `${base}/${type}?${query.toString()}` };
  };
  const shown = found.slice((page - 1) * count, page * count);
  return {
    resourceType: 'Bundle',
    id: randomUUID(),
    type: 'searchset',
    total: found.length,
    link: [link('self', page), ...(page * count < found.length ? [link('next', page + 1)] : [])],
    ...(shown.length === 0
      ? {}
      : {
          entry: shown.map((resource): BundleEntry => ({
            fullUrl: `${base}/${type}/${resource.id ?? ''}`,
            resource: elements.length > 0 ? subset(resource, elements) : resource,
            search: { mode: 'match' },
          })),
        }),
  };
}
