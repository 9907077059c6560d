import { describe, expect, it } from '@jest/globals';
import type { Task } from 'fhir/r5';
import { checkTask } from '../../src/rules/index.js';
import { holds } from '../../src/rules/invariants.js';
import { r5Invariants } from '../../src/rules/r5/invariants.js';
import { changed } from './support/changes.js';
import { goodPhpid } from './support/good-tasks.js';
import { invariantCases } from './support/invariant-cases.js';
import { placesOf, type Json } from './support/places.js';

/** Conditions that are functions for speed, and that FHIRPath can evaluate, too. */
const COMPARED = ['ext-1', 'qty-3', 'ref-2'];

const tasks: Json[] = [
  goodPhpid('2026-05'),
  ...invariantCases.map(([, changes]) => changed(goodPhpid('2026-05'), changes)),
];

describe('a condition that is checked by code', () => {
  it.each(COMPARED)('%s says what its FHIRPath says, at every element of the corpus', (key) => {
    const invariant = r5Invariants.find((each) => each.key === key)!;
    for (const task of tasks) {
      const broken = checkTask(task as unknown as Task, '2026-05', 'phpid')
        .filter(({ text }) => text.startsWith(`${key}: `))
        .map(({ expression }) => expression[0]);
      const places = placesOf(task).get(invariant.at) ?? [];
      const byFhirPath = places
        .filter(({ object }) => !holds(invariant, object, task, task))
        .map(({ at }) => at);
      expect(broken.sort()).toEqual(byFhirPath.sort());
    }
  });
});
