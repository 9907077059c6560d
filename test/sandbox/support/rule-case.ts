import { EDITION_NAMES, type EditionName } from '../../../sandbox/editions/index.js';
import type { Change } from './drafts.js';

/** Groups of editions that share a rule. */
export const ALL: EditionName[] = [...EDITION_NAMES];
export const OF_2025: EditionName[] = ['2025-01', '2025-03'];
export const SINCE_2025_03: EditionName[] = ['2025-03', '2026-04-poc', '2026-05'];
export const SINCE_2026: EditionName[] = ['2026-04-poc', '2026-05'];
export const ONLY_2026_05: EditionName[] = ['2026-05'];

/** Paths into the good Task: the product, its only usage, the ingredient, its strength. */
export const PRODUCT = 'contained.0';
export const USAGE = `${PRODUCT}.name.0.usage.0`;
export const INGREDIENT = 'contained.1';
export const STRENGTH = `${INGREDIENT}.substance.strength.0`;

/** A rule's name, the editions that have it, the change that breaks it, and the place of the one error. */
export type RuleCase = [rule: string, editions: EditionName[], changes: Change[], where: string];
