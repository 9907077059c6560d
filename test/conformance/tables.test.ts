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

/** Conditions that cannot be kept either once the rule is broken. */
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

  it.each(cases)('$rule', ({ rule, edition, kind, task, code, at, also }) => {
    const errors = checkTask(task as unknown as Task, edition, kind).filter(
      ({ severity }) => severity === 'error',
    );
    const found = errors.map((each) => `${each.code} ${each.expression[0]}`);
    expect(found).toContain(`${code} ${at}`);
    const others = errors.filter(
      ({ expression: [place = ''], text }) =>
        place !== at &&
        !also.some((each) => place.startsWith(each)) &&
        !/^(?:dom-3|ref-1):/.test(text) &&
        !CONSEQUENCES.some(([broken, also]) => broken.test(rule) && also.test(text)),
    );
    expect(others).toEqual([]);
  });
});
