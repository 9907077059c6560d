import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import which from 'which';
import type { Way } from '../temporal/executable.js';
import { runLong } from '../temporal/run.js';

const TIMEOUT_MS = 10 * 60_000;
/** Chromium and a font. Its package does not depend on a font, and without one a page shows boxes. */
const PACKAGES = ['chromium', 'fonts-liberation'];

/** Debian's package, which root may install. It works where only package registries can be reached. */
export const debianPackage: Way = {
  name: 'apt-get install chromium',
  async fetch({ staging, file, env, onProgress }) {
    const apt = await which('apt-get', { path: env.PATH ?? '', nothrow: true });
    if (!apt) throw new Error('there is no apt-get on the PATH');
    if (process.getuid?.() !== 0) throw new Error('only root can install packages');
    onProgress('Installing Chromium with apt-get; this takes a minute or two, once');
    for (const args of [['update'], ['install', '--yes', '--no-install-recommends', ...PACKAGES]]) {
      await runLong({
        command: apt,
        args,
        cwd: '/',
        env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
        doing: `apt-get ${args.join(' ')}`,
        timeoutMs: TIMEOUT_MS,
        onProgress,
      });
    }
    const installed = await which('chromium', { path: env.PATH ?? '', nothrow: true });
    if (!installed) throw new Error('apt-get installed Chromium, and it is not on the PATH');
    await symlink(installed, join(staging, file));
  },
};
