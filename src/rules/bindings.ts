import { isCountry, isLanguageTag } from './r5/languages.js';
import type { EditionRules } from '../editions/index.js';
import { codeLists } from './r5/code-lists.js';

/** A test whether a code belongs to a value set. `system` is null for an element that is a plain code. */
type Membership = (system: string | null, code: string) => boolean;

const ISO_3166 = 'urn:iso:std:iso:3166';

/** Value sets that R5 defines by another standard, because they are too large for a list. */
const byStandard: Readonly<Record<string, Membership>> = {
  'all-languages': (system, code) => (system === null || system === 'urn:ietf:bcp:47') && isLanguageTag(code),
  country: (system, code) => (system === null || system === ISO_3166) && isCountry(code),
  currencies: (system, code) =>
    (system === null || system === 'urn:iso:std:iso:4217') && /^[A-Z]{3}$/.test(code),
};

const memory = new WeakMap<EditionRules, Map<string, Membership>>();

/** Returns the value set of that name (R5) or URL (the edition's). */
export function membershipOf(binding: string, tables: EditionRules): Membership {
  const known = memory.get(tables) ?? new Map<string, Membership>();
  memory.set(tables, known);
  const membership = known.get(binding) ?? byStandard[binding] ?? createMembership(listOf(binding, tables));
  known.set(binding, membership);
  return membership;
}

/** Lists the codes of a value set for people. Returns null if another standard defines it. */
export function codesOf(binding: string, tables: EditionRules): string[] | null {
  return binding in byStandard
    ? null
    : listOf(binding, tables).map((each) => each.slice(each.lastIndexOf('|') + 1));
}

function listOf(binding: string, tables: EditionRules): readonly string[] {
  const list = codeLists[binding] ?? tables.valueSets[binding];
  if (list === undefined) throw new Error(`the rule tables bind ${binding}, but do not list its codes`);
  return list;
}

function createMembership(list: readonly string[]): Membership {
  const coded = new Set(list);
  const plain = new Set(list.map((each) => each.slice(each.lastIndexOf('|') + 1)));
  return (system, code) => (system === null ? plain.has(code) : coded.has(`${system}|${code}`));
}

interface Coding {
  system?: unknown;
  code?: unknown;
}

/**
 * Tells whether a value of a bound element has a code of the value set. The value is a plain code, a Coding, a CodeableConcept
 * (any of its codings), a CodeableReference (its concept; a reference alone needs no code) or a Quantity (its unit).
 */
export function isWithin(value: unknown, type: string, membership: Membership): boolean {
  if (typeof value === 'string') return membership(null, value);
  // Another check reports malformed values.
  if (typeof value !== 'object' || value === null) return true;
  const { coding = [], concept } = value as { coding?: Coding[]; concept?: unknown };
  if (type === 'CodeableReference') {
    return concept === undefined || isWithin(concept, 'CodeableConcept', membership);
  }
  if (type === 'Coding' || type === 'Quantity') return hasMember(value, membership);
  return Array.isArray(coding) && coding.some((each) => hasMember(each, membership));
}

function hasMember(coding: Coding | null, membership: Membership): boolean {
  if (coding === null || typeof coding.code !== 'string') return false;
  return typeof coding.system === 'string' && membership(coding.system, coding.code);
}
