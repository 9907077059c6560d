import { codesOf, isWithin, membershipOf } from './bindings.js';
import { describeForeignSystems } from './other-editions.js';
import type { R5Element } from './r5/model.js';
import type { RuleNode } from './rule-tree.js';
import type { Walk } from './walk-types.js';

/** Checks that a bound element has a code of its value set. */
export function checkCoded(
  walk: Walk,
  nodes: readonly RuleNode[],
  value: unknown,
  { type, base }: R5Element,
  at: string,
): void {
  const { edition, tables } = walk.rules;
  for (const { row, profile } of nodes) {
    if (row.binding === undefined || isWithin(value, type, membershipOf(row.binding, tables))) continue;
    const codes = codesOf(row.binding, tables);
    const choice =
      codes === null
        ? 'a code of its standard'
        : `one of ${codes.slice(0, 12).join(', ')}${codes.length > 12 ? ', …' : ''}`;
    const text = `has no code of the value set ${row.binding}, which ${profile ?? 'FHIR R5'} requires for ${base}; use ${choice}`;
    walk.findings.error(at, 'code-invalid', text + describeForeignSystems(value, edition));
  }
}
