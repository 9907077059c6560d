import { edition202501 } from './2025-01/index.js';
import { edition202503 } from './2025-03/index.js';
import { edition202604Poc } from './2026-04-poc/index.js';
import { edition202605 } from './2026-05/index.js';
import type { Edition, EditionName } from './edition.js';

export { acceptsKind, EDITION_NAMES, profileUrl } from './edition.js';
export type { Edition, EditionName, IdentifierShape, RequestKind, RuleSet, Versioning } from './edition.js';

/** Every edition that the sandbox serves, by name. */
export const EDITIONS: Record<EditionName, Edition> = {
  '2025-01': edition202501,
  '2025-03': edition202503,
  '2026-04-poc': edition202604Poc,
  '2026-05': edition202605,
};

/** Finds an edition by its name; undefined for any other name. */
export function editionNamed(name: string): Edition | undefined {
  return Object.hasOwn(EDITIONS, name) ? EDITIONS[name as EditionName] : undefined;
}
