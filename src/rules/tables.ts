import type { EditionName } from '../contract/index.js';
import { edition202501 } from './table-2025-01.js';
import { edition202503 } from './table-2025-03.js';
import { edition202605 } from './table-2026-05.js';
import type { EditionTables } from './table-row.js';

export { codeLists, r5CodeSystems } from './table-code-lists.js';
export { guideTexts, r5Invariants } from './table-invariants.js';
export { r5Datatypes } from './table-r5-datatypes.js';
export { r5Resources } from './table-r5-resources.js';
export type { EditionTables, Invariant, ProfileTable, Row } from './table-row.js';

/** The rule tables of the editions. */
export const tables: Readonly<Record<EditionName, EditionTables>> = {
  '2025-01': edition202501,
  '2025-03': edition202503,
  '2026-05': edition202605,
};
