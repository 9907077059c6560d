import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import { EDITION_NAMES } from '../../src/contract/index.js';
import { editionNamed } from '../../src/editions/index.js';
import { checkTask } from '../../src/rules/index.js';

/** The guide's own examples are beside the repository where it is developed; the repository does not contain them. */
const GUIDE = new URL('../../../shared/ig/', import.meta.url);
const describeGuide = existsSync(GUIDE) ? describe : describe.skip;

function template(edition: string, kind: string): Task {
  return JSON.parse(
    readFileSync(new URL(`${edition}/examples/task-Template-${kind}.json`, GUIDE), 'utf8'),
  ) as Task;
}

const hasErrors = (task: Task, edition: (typeof EDITION_NAMES)[number], kind: 'phpid' | 'gsid'): boolean =>
  checkTask(task, edition, kind).some(({ severity }) => severity === 'error');

/** A template names profiles that its own edition does not define. */
const isStale = (edition: (typeof EDITION_NAMES)[number]): boolean =>
  Object.keys(editionNamed(edition).staleProfiles).length > 0;

describeGuide('the guide’s request templates (skipped where ../shared/ig is not there)', () => {
  for (const own of EDITION_NAMES) {
    it.each(EDITION_NAMES)(`the PhPID template of ${own} in %s`, (edition) => {
      expect(hasErrors(template(own, 'phpid'), edition, 'phpid')).toBe(edition !== own || isStale(own));
    });
  }

  it.each(EDITION_NAMES)('the GSID template of 2025-01 in %s', (edition) => {
    expect(hasErrors(template('2025-01', 'gsid'), edition, 'gsid')).toBe(edition !== '2025-01');
  });
});
