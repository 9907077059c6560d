import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import { checkTask } from '../../src/rules/index.js';
import { casesOfTables, type Case } from './support/broken-tasks.js';
import { GOOD } from './support/good-tasks.js';

const all = casesOfTables();
const cases = all.filter((each): each is Case => 'task' in each);
const without = all.filter((each) => 'why' in each);

const NO_SLICE = 'a value that is in no slice is allowed, and nothing misses this slice';
const unbreakable = (row: string, why: string): object => ({
  rule: `2025-01 SubstanceDefinition-req SubstanceDefinition.${row}`,
  why,
});

/** Conditions that also break when the rule is broken. */
const CONSEQUENCES: [rule: RegExp, text: RegExp][] = [
  [/Ingredient\.substance(?:\.strength)? min/, /^presentation-required/],
  [/Organization\.name min/, /^org-1/],
  [/MedicinalProductDefinition\.name min/, /^name-type-required-multiple/],
  [/Task\.input\.type min/, /slice/],
];

describe('a request that uses every element with a rule', () => {
  it.each(GOOD)('is valid in $edition ($kind)', ({ edition, kind, task }) => {
    expect(checkTask(task() as unknown as Task, edition, kind)).toEqual([]);
  });
});

describe('every demand of the tables is broken once', () => {
  it('but for those that nothing can break', () => {
    expect(without).toEqual([
      unbreakable('identifier.system pattern', 'what it stands in is not allowed at all'),
      unbreakable('code.code.coding:unii.system pattern', NO_SLICE),
      unbreakable('code.code.coding:cas.system pattern', NO_SLICE),
      unbreakable('code.code.coding:eusrs.system pattern', NO_SLICE),
    ]);
  });

  it.each(GOOD)('and every break is found at its place, alone, in $edition ($kind)', ({ edition, kind }) => {
    const mine = cases.filter((each) => each.edition === edition && each.kind === kind);
    const surprises = mine.map(surpriseOf).filter((surprise) => surprise !== null);
    expect(mine.length).toBeGreaterThan(10);
    expect(surprises).toEqual([]);
  });
});

/** Describes a case whose error is missing, or that has other errors; null for a case with the expected result. */
function surpriseOf({ rule, edition, kind, task, code, at, also }: Case): object | null {
  const errors = checkTask(task as unknown as Task, edition, kind).filter(
    ({ severity }) => severity === 'error',
  );
  const found = errors.map((each) => `${each.code} ${each.expression[0]}`);
  const others = errors.filter(
    ({ expression: [place = ''], text }) =>
      place !== at &&
      !also.some((each) => place.startsWith(each)) &&
      !/^(?:dom-3|ref-1):/.test(text) &&
      !CONSEQUENCES.some(([broken, also]) => broken.test(rule) && also.test(text)),
  );
  const expected = `${code} ${at}`;
  return found.includes(expected) && others.length === 0 ? null : { rule, expected, found, others };
}
