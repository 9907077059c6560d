import type { Findings } from './findings.js';
import type { RuleNode } from './rule-tree.js';

/** How many values each element has, by FHIRPath name, and how many of them each slice. */
export type Counts = Map<string, { total: number; slices: Map<RuleNode, number> }>;

/** Checks how often the children of an element are there, by one table's rows. */
export function checkCounts(findings: Findings, node: RuleNode, counts: Counts, at: string): void {
  for (const [base, child] of node.children) {
    const count = counts.get(base);
    checkCount(findings, child, count?.total ?? 0, `${at}.${base}`, '');
    for (const { name, node: slice, discriminators } of child.slices) {
      const pattern = discriminators.map((each) => codeOf(each.pattern)).join(', ');
      checkCount(
        findings,
        slice,
        count?.slices.get(slice) ?? 0,
        `${at}.${base}`,
        ` (slice ${name}: ${pattern})`,
      );
    }
  }
}

function checkCount(
  findings: Findings,
  { row, profile }: RuleNode,
  count: number,
  at: string,
  what: string,
): void {
  const source = profile ?? 'FHIR R5';
  if (row.min !== undefined && count < row.min) {
    const text =
      count === 0
        ? `is missing${what}: ${source} needs ${row.min === 1 ? 'it' : `${row.min} of it`}`
        : `is there ${formatTimes(count)}${what}: ${source} needs at least ${row.min} of it`;
    findings.error(at, 'required', text);
  }
  if (row.max !== undefined && count > row.max) {
    const text =
      row.max === 0
        ? `is not allowed${what} by ${source}: remove it`
        : `is there ${formatTimes(count)}${what}: ${source} takes ${row.max} of it`;
    findings.error(at, 'structure', text);
  }
}

function formatTimes(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** What tells a slice apart, in a word. */
function codeOf(pattern: unknown): string {
  const { coding } = (pattern ?? {}) as { coding?: { code?: string }[] };
  return coding?.[0]?.code ?? String(pattern);
}
