import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { GuideError, guidesIn } from '../../scripts/rules/guide.js';
import { r5Rows, rulesFrom } from '../../scripts/rules/tables.js';
import { EDITION_NAMES } from '../../src/contract/index.js';
import { editionNamed, rulesNamed } from '../../src/editions/index.js';
import { r5Resources } from '../../src/rules/r5/resources.js';

/** The compiled guides are beside the repository where it is developed; the repository does not contain them. */
const GUIDES = fileURLToPath(new URL('../../../shared/ig/', import.meta.url));
const describeGuides = existsSync(GUIDES) ? describe : describe.skip;

describeGuides('the rule tables (skipped where ../shared/ig is not there)', () => {
  it.each(EDITION_NAMES)('of %s are those that npm run rules makes from its guide', (name) => {
    const guide = guidesIn(GUIDES).find((each) => each.name === name)!;
    expect(rulesNamed(name)).toEqual(rulesFrom(guide, editionNamed(name)));
  });

  it('of R5 are those that npm run rules makes from all guides', () => {
    const profiles = guidesIn(GUIDES).flatMap((guide) => guide.profiles);
    expect(r5Resources).toEqual(r5Rows(profiles, []));
  });

  it('come from the folder of one edition, too', () => {
    expect(guidesIn(join(GUIDES, '2026-05')).map(({ name }) => name)).toEqual(['2026-05']);
  });
});

describe('a folder that is not a compiled guide', () => {
  const folder = mkdtempSync(join(tmpdir(), 'idmp-guide-'));
  mkdirSync(join(folder, 'guides', '2026-05', 'snapshots'), { recursive: true });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['nowhere', /nowhere does not exist/],
    ['.', /no folder named after an edition \(2025-01, .*\)/],
    ['guides', /2026-05 lacks valuesets\/, codesystems\//],
  ])('%s: the message says what is missing', (name, message) => {
    expect(() => guidesIn(join(folder, name))).toThrow(GuideError);
    expect(() => guidesIn(join(folder, name))).toThrow(message);
  });

  it('with a guide that lacks a profile of the edition: the message names it', () => {
    const guide = { name: '2026-05' as const, profiles: [], valueSets: [], codeSystems: [] };
    expect(() => rulesFrom(guide, editionNamed('2026-05'))).toThrow(/no profile Task-phpid-req/);
  });
});
