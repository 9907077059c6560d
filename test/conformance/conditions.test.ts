import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import { EDITION_NAMES, type EditionName } from '../../src/contract/index.js';
import { checkTask } from '../../src/rules/index.js';
import { rulesNamed } from '../../src/editions/index.js';
import { r5Invariants } from '../../src/rules/r5/invariants.js';
import { changed, type Change } from './support/changes.js';
import { goodPhpid } from './support/good-tasks.js';
import { invariantCases } from './support/invariant-cases.js';
import { allowedCases, structureCases } from './support/structure-cases.js';

interface Found {
  /** Issue type and place of an error. */
  at: string;
  text: string;
}

function errorsOf(edition: EditionName, changes: Change[]): Found[] {
  const task = changed(goodPhpid(edition), changes) as unknown as Task;
  return checkTask(task, edition, 'phpid')
    .filter(({ severity }) => severity === 'error')
    .map(({ code, expression, text }) => ({ at: `${code} ${expression[0]}`, text }));
}

/** Each test lists its surprises: the cases with another result, with all errors found. */
describe.each(EDITION_NAMES)('in %s', (edition) => {
  it('every broken invariant is found at its place', () => {
    const surprises = invariantCases
      .map(([key, changes, at]) => ({ key, changes, at, errors: errorsOf(edition, changes) }))
      .filter(
        ({ key, at, errors }) =>
          !errors.some((each) => each.text.startsWith(`${key}: `) && each.at === `invariant ${at}`),
      );
    expect(surprises).toEqual([]);
  });

  it('every invariant has a case', () => {
    const keys = [
      ...r5Invariants.map(({ key }) => key),
      ...rulesNamed(edition).profiles.flatMap(({ invariants }) => invariants.map(({ key }) => key)),
    ];
    const tested = new Set(invariantCases.map(([key]) => key));
    expect(keys.filter((key) => !tested.has(key))).toEqual([]);
  });

  it('every broken structure is found at its place', () => {
    const surprises = structureCases
      .map(([what, changes, code, at]) => ({
        what,
        place: `${code} ${at}`,
        errors: errorsOf(edition, changes),
      }))
      .filter(({ place, errors }) => !errors.some((each) => each.at === place));
    expect(surprises).toEqual([]);
  });

  it('what only looks odd is allowed', () => {
    const surprises = allowedCases
      .map(([what, changes]) => ({ what, errors: errorsOf(edition, changes) }))
      .filter(({ errors }) => errors.length > 0);
    expect(surprises).toEqual([]);
  });
});
