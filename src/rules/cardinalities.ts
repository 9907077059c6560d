import type { Findings } from './findings.js';
import type { RuleNode } from './rule-tree.js';

/** Numbers of values of each element, by FHIRPath name, and of each slice. */
export type Counts = Map<string, { total: number; slices: Map<RuleNode, number> }>;

/** Checks the numbers of an element's children by the rows of one table. */
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
  slice: string,
): void {
  const source = profile ?? 'FHIR R5';
  if (row.min !== undefined && count < row.min) {
    const text =
      count === 0
        ? `is missing${slice}; ${source} requires ${row.min === 1 ? 'it' : `at least ${row.min}`}`
        : `occurs ${formatTimes(count)}${slice}; ${source} requires at least ${row.min}`;
    findings.error(at, 'required', text);
  }
  if (row.max !== undefined && count > row.max) {
    const text =
      row.max === 0
        ? `is not allowed${slice} by ${source}; remove it`
        : `occurs ${formatTimes(count)}${slice}; ${source} allows at most ${row.max}`;
    findings.error(at, 'structure', text);
  }
}

function formatTimes(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/** Returns the code that distinguishes a slice. */
function codeOf(pattern: unknown): string {
  const { coding } = (pattern ?? {}) as { coding?: { code?: string }[] };
  return coding?.[0]?.code ?? String(pattern);
}
