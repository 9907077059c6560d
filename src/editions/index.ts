import type { EditionName } from '../contract/index.js';
import type { Edition } from './edition.js';
import { edition202501 } from './edition-2025-01.js';
import { edition202503 } from './edition-2025-03.js';
import { edition202605 } from './edition-2026-05.js';
import { Translator } from './translation.js';

export type { Translation, Translator } from './translation.js';
export type { Edition, InputRule, RequestRules } from './edition.js';

const editions: Record<EditionName, Edition> = {
  '2025-01': edition202501,
  '2025-03': edition202503,
  '2026-05': edition202605,
};

/** Translates what other editions call by other names into this edition's terms. */
export function translatorTo(edition: Edition): Translator {
  return new Translator(edition, Object.values(editions));
}

/** The edition of that name, as data. */
export function editionNamed(name: EditionName): Edition {
  return editions[name];
}
