import type { Executable } from '../temporal/executable.js';
import { findExecutable, type FindOptions } from '../temporal/find.js';
import { runsVersion } from '../temporal/runs-version.js';
import { debianPackage } from './debian-package.js';
import { PLAYWRIGHT_VERSION, playwrightDownload } from './playwright-download.js';

/** Chromium, for tests of pages and for screenshots. */
export const chromiumExecutable: Executable = {
  title: 'Chromium',
  variable: 'CHROMIUM_PATH',
  commands: ['chromium', 'chromium-browser', 'google-chrome'],
  // The download belongs to the version of playwright-core.
  folder: `chromium-playwright-${PLAYWRIGHT_VERSION}`,
  file: 'chromium',
  ways: [playwrightDownload, debianPackage],
  remedies: [
    'install Chromium or Chrome, so that one of `chromium`, `chromium-browser`, `google-chrome` is on the PATH',
    'set CHROMIUM_PATH to the executable of a Chromium or Chrome',
    'allow this machine to reach cdn.playwright.dev, and run the command again',
  ],
  check: runsVersion,
  verify: runsVersion,
};

/**
 * Finds a Chromium: the one that `CHROMIUM_PATH` names, or on the PATH, or fetched by an earlier run, or fetched now:
 * Playwright's own download, else Debian's package.
 *
 * @throws `ExecutablePathError`, `ExecutableUnavailableError`
 */
export async function chromium(options: FindOptions = {}): Promise<string> {
  return await findExecutable(chromiumExecutable, options);
}
