import type { Edition } from '../editions/index.js';
import type { Findings } from './findings.js';
import { describeForeignSystems } from './other-editions.js';
import { matchesPattern, describePattern } from './patterns.js';
import { describeValue } from './r5/primitives.js';
import type { R5Element } from './r5/model.js';
import type { RuleNode } from './rule-tree.js';

/** Checks that a choice (`value[x]`) has a type that the profiles allow. */
export function checkChoice(
  findings: Findings,
  nodes: readonly RuleNode[],
  element: R5Element,
  at: string,
): void {
  for (const { row, profile } of nodes) {
    if (row.types === undefined || row.types.includes(element.type)) continue;
    const allowed = row.types.map((type) => element.base + type[0]!.toUpperCase() + type.slice(1));
    findings.error(at, 'structure', `is ${element.name}; ${profile} allows only ${allowed.join(' or ')}`);
  }
}

/** Checks the values that the profiles fix. */
export function checkPattern(
  edition: Edition,
  findings: Findings,
  nodes: readonly RuleNode[],
  value: unknown,
  at: string,
): void {
  for (const { row, profile } of nodes) {
    if (row.pattern === undefined || matchesPattern(value, row.pattern)) continue;
    const found = typeof value === 'object' ? 'is another value' : `is ${describeValue(value)}`;
    findings.error(
      at,
      'value',
      `${found}; ${profile} requires ${describePattern(row.pattern)}${describeForeignSystems(value, edition)}`,
    );
  }
}
