import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import { EDITION_NAMES, type EditionName, type Issue } from '../../src/contract/index.js';
import { checkTask } from '../../src/rules/index.js';
import { rulesNamed } from '../../src/editions/index.js';
import { r5Invariants } from '../../src/rules/r5/invariants.js';
import { changed, type Change } from './support/changes.js';
import { goodPhpid } from './support/good-tasks.js';
import { invariantCases } from './support/invariant-cases.js';
import { allowedCases, structureCases } from './support/structure-cases.js';

function errorsOf(edition: EditionName, changes: Change[]): Issue[] {
  const task = changed(goodPhpid(edition), changes) as unknown as Task;
  return checkTask(task, edition, 'phpid').filter(({ severity }) => severity === 'error');
}

describe.each(EDITION_NAMES)('in %s', (edition) => {
  it.each(invariantCases)('%s is broken: %j', (key, changes, at) => {
    const errors = errorsOf(edition, changes);
    const mine = errors.filter(({ text }) => text.startsWith(`${key}: `));
    expect(mine.map((each) => `${each.code} ${each.expression[0]}`)).toContain(`invariant ${at}`);
  });

  it('every invariant has a case', () => {
    const keys = [
      ...r5Invariants.map(({ key }) => key),
      ...rulesNamed(edition).profiles.flatMap(({ invariants }) => invariants.map(({ key }) => key)),
    ];
    const tested = new Set(invariantCases.map(([key]) => key));
    expect(keys.filter((key) => !tested.has(key))).toEqual([]);
  });

  it.each(structureCases)('is refused: %s', (_what, changes, code, at) => {
    const found = errorsOf(edition, changes).map((each) => `${each.code} ${each.expression[0]}`);
    expect(found).toContain(`${code} ${at}`);
  });

  it.each(allowedCases)('is allowed: %s', (_what, changes) => {
    expect(errorsOf(edition, changes)).toEqual([]);
  });
});
