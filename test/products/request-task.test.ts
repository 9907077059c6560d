import { describe, expect, it } from '@jest/globals';
import type { RegulatedAuthorization, Task } from 'fhir/r5';
import { EDITION_NAMES, KINDS, type EditionName, type Kind } from '../../src/contract/index.js';
import { createDefinitionUrl, editionNamed } from '../../src/editions/index.js';
import { checkTask } from '../../src/rules/index.js';
import { gsidRequests, requestsOf, taskFor, TRACKING } from './support/requests.js';

interface Built {
  edition: EditionName;
  kind: Kind;
  source: string;
  task: Task;
}

const built = (edition: EditionName): Built[] =>
  KINDS.flatMap((kind) =>
    Object.entries(requestsOf(edition, kind)).map(([source, request]) => ({
      edition,
      kind,
      source,
      task: taskFor(edition, kind, request),
    })),
  );

/** Lists descriptions of the Tasks that do not fulfil a condition. */
const without = (edition: EditionName, holds: (each: Built) => boolean): string[] =>
  built(edition)
    .filter((each) => !holds(each))
    .map(({ kind, source }) => `${kind} made from ${source}`);

/** The guide's profiles are checked by `checkTask`, and again by the sandbox (sandbox.local.test.ts). */
describe.each(EDITION_NAMES)('a request Task that the worker builds for %s', (edition) => {
  it('keeps to the profiles and to R5, whatever it is made from', () => {
    const surprises = built(edition)
      .map(({ kind, source, task }) => ({ kind, source, issues: checkTask(task, edition, kind) }))
      .filter(({ issues }) => issues.length > 0);
    expect(surprises).toEqual([]);
  });

  it('claims the profile of its request, and no other', () => {
    const known = editionNamed(edition);
    const claims = ({ kind, task: { meta } }: Built): boolean =>
      meta?.profile?.join() === createDefinitionUrl(known, known.requests[kind]!.profile);
    expect(without(edition, claims)).toEqual([]);
  });

  it('has no id and no version, which the server gives', () => {
    const isNew = ({ task: { id, meta } }: Built): boolean =>
      id === undefined && meta?.versionId === undefined && meta?.lastUpdated === undefined;
    expect(without(edition, isNew)).toEqual([]);
  });

  it('carries the tracking identifier once', () => {
    const isTracked = ({ task: { identifier = [] } }: Built): boolean =>
      identifier.filter(({ system, value }) => system === TRACKING.system && value === TRACKING.value)
        .length === 1;
    expect(without(edition, isTracked)).toEqual([]);
  });

  it('links each authorization to the product and the holder, which the profiles of 2025-03 only wish for', () => {
    const isLinked = ({ task: { contained = [] } }: Built): boolean =>
      contained
        .filter((each): each is RegulatedAuthorization => each.resourceType === 'RegulatedAuthorization')
        .every(({ subject = [], holder }) => {
          const typeOf = (reference: string | undefined): string | undefined =>
            contained.find(({ id }) => reference === `#${id}`)?.resourceType;
          const subjects = subject.map(({ reference }) => typeOf(reference));
          return (
            subjects.join() === 'MedicinalProductDefinition' && typeOf(holder?.reference) === 'Organization'
          );
        });
    expect(without(edition, isLinked)).toEqual([]);
  });
});

describe('a GSID request for an edition without them', () => {
  it.each(EDITION_NAMES.filter((edition) => editionNamed(edition).requests.gsid === undefined))(
    'is unsupported by %s',
    (edition) => {
      const request = gsidRequests['a minimal simple substance']!;
      expect(() => taskFor(edition, 'gsid', request)).toThrow(
        expect.objectContaining({ name: 'RequestProblem', type: 'UnsupportedByEdition' }),
      );
    },
  );
});
