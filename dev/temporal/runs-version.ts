import { execa } from 'execa';
import { assertExecutableFile } from './executable.js';
import { whyItFailed } from './run.js';

/** Time limit. A cold start of its 250 MB from a slow disk takes seconds. */
const VERSION_TIMEOUT_MS = 30_000;

/** Throws an Error that says why, unless the executable runs and knows its version. */
export async function runsVersion(path: string, env: NodeJS.ProcessEnv): Promise<void> {
  await assertExecutableFile(path);
  try {
    const timeout = VERSION_TIMEOUT_MS;
    await execa(path, ['--version'], { env, extendEnv: false, timeout, all: true, stdin: 'ignore' });
  } catch (error) {
    throw new Error(`\`${path} --version\` failed: ${whyItFailed(error)}`, {
      cause: error,
    });
  }
}
