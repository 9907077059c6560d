import { rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import which from 'which';
import type { Way } from './executable.js';
import { runLong } from './run.js';

/** Time limit of a build. Two cores take two and a half minutes, slow or shared ones several times that. */
const TIMEOUT_MS = 20 * 60_000;

/** Command of a published Go module, which `go install` can build. */
export interface GoCommand {
  /** Name in messages. */
  readonly title: string;
  /** Import path of the command; its last part is the file's name. */
  readonly path: string;
  readonly version: string;
}

/** Builds a command from its sources, on machines that have Go: works where only package registries can be reached. */
export function goInstall({ title, path, version }: GoCommand): Way {
  return {
    name: 'go install',
    async fetch({ staging, file, env, onProgress }) {
      const go = await which('go', { path: env.PATH ?? '', nothrow: true });
      if (!go) throw new Error('there is no go on the PATH');
      const doing = `Building the ${title} ${version} with go install`;
      onProgress(`${doing}; this takes a few minutes, once`);
      await runLong({
        command: go,
        args: ['install', `${path}@v${version}`],
        // A folder of its own, so that a go.mod or go.work of a parent folder has no effect.
        cwd: staging,
        env: { ...env, GOBIN: staging },
        doing,
        timeoutMs: TIMEOUT_MS,
        onProgress,
      });
      const suffix = process.platform === 'win32' ? '.exe' : '';
      await rename(join(staging, `${basename(path)}${suffix}`), join(staging, file));
    },
  };
}
