import type { EditionName } from '../contract/index.js';
import { edition as edition202501 } from './2025-01/edition.js';
import { rules as rules202501 } from './2025-01/rules.js';
import { edition as edition202503 } from './2025-03/edition.js';
import { rules as rules202503 } from './2025-03/rules.js';
import { edition as edition202604Poc } from './2026-04-poc/edition.js';
import { rules as rules202604Poc } from './2026-04-poc/rules.js';
import { edition as edition202605 } from './2026-05/edition.js';
import { rules as rules202605 } from './2026-05/rules.js';
import type { Edition } from './edition.js';
import type { EditionRules } from './rule-tables.js';
import { Translator } from './translation.js';

export {
  createDefinitionUrl,
  isIssuedSystem,
  isUnder,
  type Edition,
  type InputRule,
  type IssuedSystem,
  type RequestRules,
} from './edition.js';
export type { Condition, EditionRules, ProfileTable, Row } from './rule-tables.js';
export type { Translation, Translator } from './translation.js';

const editions: Readonly<Record<EditionName, { edition: Edition; rules: EditionRules }>> = {
  '2025-01': { edition: edition202501, rules: rules202501 },
  '2025-03': { edition: edition202503, rules: rules202503 },
  '2026-04-poc': { edition: edition202604Poc, rules: rules202604Poc },
  '2026-05': { edition: edition202605, rules: rules202605 },
};

/** Returns the edition of that name, as data. */
export function editionNamed(name: EditionName): Edition {
  return editions[name].edition;
}

/** Returns the rule tables of the edition of that name. */
export function rulesNamed(name: EditionName): EditionRules {
  return editions[name].rules;
}

/** Creates a translator of other editions' terms to the terms of this edition. */
export function translatorTo(edition: Edition): Translator {
  const all = Object.values(editions).map((each) => each.edition);
  return new Translator(edition, all);
}
