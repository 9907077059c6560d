import { readdir, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { Way } from '../temporal/executable.js';
import { runLong } from '../temporal/run.js';

const require = createRequire(import.meta.url);
const PACKAGE = require.resolve('playwright-core/package.json');
const CLI = join(dirname(PACKAGE), 'cli.js');

/** Each version of playwright-core names the version of Chromium that it was tested with. */
export const { version: PLAYWRIGHT_VERSION } = require(PACKAGE) as { version: string };

/** Time limit of the download, about 100 MB. An attempt to connect has a shorter limit. */
const TIMEOUT_MS = 5 * 60_000;
const CONNECTION_TIMEOUT_MS = 10_000;
/** Names of the executable in the different archives. */
const NAMES = /^(chrome-headless-shell|headless_shell)(\.exe)?$/;

/** Playwright's own download of a Chromium without windows, from cdn.playwright.dev. */
export const playwrightDownload: Way = {
  name: 'download by Playwright',
  async fetch({ staging, file, env, onProgress }) {
    const doing = 'Downloading Chromium from cdn.playwright.dev';
    onProgress(doing);
    await runLong({
      command: process.execPath,
      args: [CLI, 'install', '--only-shell', 'chromium'],
      cwd: staging,
      env: {
        ...env,
        NODE_OPTIONS: '',
        PLAYWRIGHT_BROWSERS_PATH: staging,
        PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(CONNECTION_TIMEOUT_MS),
      },
      doing,
      timeoutMs: TIMEOUT_MS,
      onProgress,
    });
    const entries = await readdir(staging, { recursive: true, withFileTypes: true });
    const shell = entries.find((entry) => entry.isFile() && NAMES.test(entry.name));
    if (!shell) throw new Error('Playwright left no Chromium in its download folder');
    // The executable has to stay beside its libraries. The link is relative, because the folder will be renamed.
    await symlink(relative(staging, join(shell.parentPath, shell.name)), join(staging, file));
  },
};
