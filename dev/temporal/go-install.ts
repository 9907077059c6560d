import which from 'which';
import type { Way } from './executable.js';
import { runLong } from './run.js';
import { CLI_VERSION } from './versions.js';

/** Two cores take two and a half minutes; slow, shared ones a few times that. */
const TIMEOUT_MS = 20 * 60_000;

/** Builds the Temporal CLI from its sources, on machines that have Go: works where only package registries do. */
export const goInstall: Way = {
  name: 'go install',
  async fetch({ staging, env, onProgress }) {
    const go = await which('go', { path: env.PATH ?? '', nothrow: true });
    if (!go) throw new Error('there is no go on the PATH');
    const doing = `Building the Temporal CLI ${CLI_VERSION} with go install`;
    onProgress(`${doing}; this takes a few minutes, once`);
    await runLong({
      command: go,
      args: ['install', `github.com/temporalio/cli/cmd/temporal@v${CLI_VERSION}`],
      // A folder of its own, so that no go.mod or go.work of a parent folder has a say.
      cwd: staging,
      env: { ...env, GOBIN: staging },
      doing,
      timeoutMs: TIMEOUT_MS,
      onProgress,
    });
  },
};
