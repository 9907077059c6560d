import { describe, expect, it } from '@jest/globals';
import { storedHistories } from '../histories/support/stored.js';
import { releasedVersions, versionInProgress } from '../support/released-version.js';
import { read } from './support/pages.js';

interface Package {
  version: string;
}
const { version } = JSON.parse(read('package.json')) as Package;
const lock = JSON.parse(read('package-lock.json')) as Package & { packages: Record<string, Package> };

describe('the version of the package', () => {
  it('is a release of the changelog, or the unreleased one with -dev', () => {
    const inProgress = versionInProgress();
    expect(version).toBe(inProgress === null ? releasedVersions()[0] : `${inProgress}-dev`);
  });

  it('is the same in the lock file', () => {
    expect([lock.version, lock.packages['']?.version]).toEqual([version, version]);
  });
});

describe('stored histories', () => {
  it('exist for the newest release', () => {
    const recorded = storedHistories().map(({ name }) => name.split('/')[0]);
    expect(recorded).toContain(releasedVersions()[0]);
  });

  it('belong to a release, or to the version in progress', () => {
    const known = [...releasedVersions(), versionInProgress()];
    const recorded = new Set(storedHistories().map(({ name }) => name.split('/')[0]));
    expect([...recorded].filter((each) => !known.includes(each!))).toEqual([]);
  });
});
