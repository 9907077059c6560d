import type { Json, ResourceStore } from './resource-store.js';

const DEFAULT_COUNT = 10;
const PARAMETERS = ['identifier', 'status', '_id', '_count'];

/** Lists resources of a type that match a query; ignores parameters that the server does not know (R5, search). */
export function matching(store: ResourceStore, type: string, query: URLSearchParams): Json[] {
  return store.all(type).filter((resource) =>
    [...query].every(([name, value]) => {
      const wanted = orValues(value);
      if (name === 'identifier') return wanted.some((token) => hasIdentifier(resource, token));
      if (name === 'status') return wanted.includes(String(resource.status));
      if (name === '_id') return wanted.includes(String(resource.id));
      return true;
    }),
  );
}

/** Commas separate alternatives unless a backslash escapes them (R5, search, escaping). */
function orValues(value: string): string[] {
  return value.split(/(?<!\\),/);
}

function hasIdentifier(resource: Json, token: string): boolean {
  const parts = token.split(/(?<!\\)\|/).map((part) => part.replace(/\\([\\,$|])/g, '$1'));
  const [system, value] = parts.length === 1 ? [undefined, parts[0]] : parts;
  const identifiers = (resource.identifier ?? []) as { system?: string; value?: string }[];
  return identifiers.some((each) => each.value === value && (system === undefined || each.system === system));
}

/**
 * A search in pages of `_count`; `link.next` is an address that a client must not build or change. The
 * link to the page itself names the parameters that were searched by, without ignored ones.
 */
export class PagedSearches {
  readonly #pages = new Map<string, { type: string; rest: Json[]; count: number }>();

  constructor(
    readonly baseUrl: string,
    readonly store: ResourceStore,
  ) {}

  first(type: string, query: URLSearchParams): Json {
    const count = Number(query.get('_count') ?? DEFAULT_COUNT);
    const used = new URLSearchParams([...query].filter(([name]) => PARAMETERS.includes(name)));
    return this.#page(
      type,
      matching(this.store, type, query),
      count,
      `${this.baseUrl}/${type}?${used.toString()}`,
    );
  }

  /** Returns a page; null where it does not exist. */
  next(token: string): Json | null {
    const page = this.#pages.get(token);
    return page === undefined
      ? null
      : this.#page(page.type, page.rest, page.count, `${this.baseUrl}?_page=${token}`);
  }

  #page(type: string, found: Json[], count: number, self: string): Json {
    const rest = found.slice(count);
    const token = `p${this.#pages.size + 1}`;
    if (rest.length > 0) this.#pages.set(token, { type, rest, count });
    return {
      resourceType: 'Bundle',
      type: 'searchset',
      link: [
        { relation: 'self', url: self },
        ...(rest.length > 0 ? [{ relation: 'next', url: `${this.baseUrl}?_page=${token}` }] : []),
      ],
      entry: found.slice(0, count).map((resource) => ({
        fullUrl: `${this.baseUrl}/${type}/${String(resource.id)}`,
        resource,
        search: { mode: 'match' },
      })),
    };
  }
}
