import { resolve } from 'node:path';
import envPaths from 'env-paths';
import which from 'which';
import { ExecutablePathError, reasonOf, type Attempt } from './errors.js';
import type { Executable, OnProgress } from './executable.js';
import { cached, fetchIntoCache } from './fetch.js';

/** Places to search, and the receiver of progress. */
export interface FindOptions {
  /** Environment to look into: the executable's variable and `PATH`. Default: the process's own. */
  env?: NodeJS.ProcessEnv;
  /** Folder of what earlier runs fetched. Default: the user's cache folder, such as `~/.cache/idmp-worker`. */
  cacheDir?: string;
  /** Receiver of progress while a program is fetched. Default: a line on stderr. */
  onProgress?: OnProgress;
}

/** The default of `onProgress`: stdout belongs to results. */
export const toStderr: OnProgress = (message) => {
  process.stderr.write(`${message}\n`);
};

/**
 * Finds the executable, by the first of these that works: its environment variable, the PATH, the cache, and
 * then each of its ways of fetching.
 *
 * @throws {@link ExecutablePathError} when the variable is set and wrong: a silent fallback would run another version
 *   than the requested one
 * @throws {@link ExecutableUnavailableError} when nothing worked
 */
export async function findExecutable(executable: Executable, options: FindOptions = {}): Promise<string> {
  const env = options.env ?? process.env;
  const onProgress = options.onProgress ?? toStderr;
  const cacheDir = options.cacheDir ?? envPaths('idmp-worker', { suffix: '' }).cache;
  const attempts: Attempt[] = [];

  const named = env[executable.variable];
  if (named) return await namedByVariable(executable, resolve(named), env);

  for (const command of executable.commands) {
    const found = await which(command, { path: env.PATH ?? '', nothrow: true });
    const reason = found ? await defect(executable, found, env) : 'not there';
    if (found && !reason) return found;
    attempts.push({ way: `${command} on the PATH`, reason: `${found ?? ''} ${reason}`.trim() });
  }

  return (
    (await cached(executable, { cacheDir, env })) ??
    (await fetchIntoCache(executable, { cacheDir, env, onProgress, attempts }))
  );
}

async function namedByVariable(
  executable: Executable,
  path: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const reason = await defect(executable, path, env);
  if (reason) throw new ExecutablePathError(executable.variable, path, reason);
  return path;
}

/** Describes the defect of the executable at `path`; null if it works. */
async function defect(executable: Executable, path: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  try {
    await executable.check(path, env);
    return null;
  } catch (thrown) {
    return reasonOf(thrown);
  }
}
