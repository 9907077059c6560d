import { SEARCH_ATTRIBUTES } from '../src/contract/index.js';

/** What a dev server is told to make ready, as `idmp setup` does it elsewhere. */
export const searchAttributes = Object.fromEntries(
  SEARCH_ATTRIBUTES.map((name) => [name, 'Keyword' as const]),
);
