import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const changelog = (): string =>
  readFileSync(fileURLToPath(new URL('../../CHANGELOG.md', import.meta.url)), 'utf8');

/** Released versions, newest first, as the headings of CHANGELOG.md name them with their dates. */
export function releasedVersions(): string[] {
  return [...changelog().matchAll(/^## (\d+\.\d+\.\d+) - \d{4}-\d\d-\d\d$/gm)].map(
    ([, version = '']) => version,
  );
}

/** Version that the unreleased section of CHANGELOG.md leads to; null right after a release. */
export function versionInProgress(): string | null {
  return /^## Unreleased \((\d+\.\d+\.\d+)\)$/m.exec(changelog())?.[1] ?? null;
}
