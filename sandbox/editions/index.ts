import { edition202501 } from './2025-01.js';
import { edition202503 } from './2025-03.js';
import { edition202605 } from './2026-05.js';
import type { Edition, EditionName } from './edition.js';

export { EDITION_NAMES, profileUrl } from './edition.js';
export type { Edition, EditionName, InputSlice, RequestKind, RuleSet } from './edition.js';

/** Every edition the sandbox speaks, by name. */
export const EDITIONS: Record<EditionName, Edition> = {
  '2025-01': edition202501,
  '2025-03': edition202503,
  '2026-05': edition202605,
};

/** The edition of that name, or undefined. */
export function editionNamed(name: string): Edition | undefined {
  return Object.hasOwn(EDITIONS, name) ? EDITIONS[name as EditionName] : undefined;
}
