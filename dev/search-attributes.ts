import { SEARCH_ATTRIBUTES } from '../src/contract/index.js';

/** Search attributes that a dev server creates at its start; elsewhere `idmp setup` creates them. */
export const searchAttributes = Object.fromEntries(
  SEARCH_ATTRIBUTES.map((name) => [name, 'Keyword' as const]),
);
