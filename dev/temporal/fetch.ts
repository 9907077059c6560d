import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ExecutableUnavailableError, reasonOf, type Attempt } from './errors.js';
import type { Executable, OnProgress } from './executable.js';
import { withLock } from './lock.js';
import { newStaging, removeDeadStagings } from './staging.js';

/** Folder of fetched executables. */
export interface Cache {
  readonly cacheDir: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Path of the executable in the cache; null when it is not there or does not work (another machine's, say). */
export async function cached(executable: Executable, { cacheDir, env }: Cache): Promise<string | null> {
  const path = join(cacheDir, executable.folder, executable.file);
  try {
    await executable.check(path, env);
    return path;
  } catch {
    return null;
  }
}

/**
 * Fetches the executable into the cache by the first way that works, and returns its path.
 *
 *     staging folder ──fetch──▶ verified by running it ──rename──▶ the executable's folder in the cache
 *
 * The folder appears in the cache by that rename alone: one that is there is whole. The lock keeps processes that
 * start at once from doing the same minutes of work; correctness does not depend on it.
 *
 * @throws {@link ExecutableUnavailableError} when every way failed; it lists `attempts` first
 */
export async function fetchIntoCache(
  executable: Executable,
  options: Cache & { readonly onProgress: OnProgress; readonly attempts: readonly Attempt[] },
): Promise<string> {
  const { cacheDir, env, onProgress } = options;
  await mkdir(cacheDir, { recursive: true });
  const lock = { path: join(cacheDir, `${executable.folder}.lock`), what: executable.title, onProgress };
  return await withLock(lock, async () => {
    const madeMeanwhile = await cached(executable, options);
    if (madeMeanwhile) return madeMeanwhile;

    await removeDeadStagings(cacheDir, executable.folder);
    const attempts = [...options.attempts];
    for (const way of executable.ways) {
      const staging = await newStaging(cacheDir, executable.folder);
      try {
        await way.fetch({ staging, file: executable.file, env, onProgress });
        await executable.verify(join(staging, executable.file), env);
        return await publish(staging, executable, options);
      } catch (thrown) {
        attempts.push({ way: way.name, reason: reasonOf(thrown) });
      } finally {
        await rm(staging, { recursive: true, force: true });
      }
    }
    throw new ExecutableUnavailableError(executable, attempts);
  });
}

/** Moves the verified staging folder to its place in the cache. */
async function publish(staging: string, executable: Executable, cache: Cache): Promise<string> {
  const target = join(cache.cacheDir, executable.folder);
  // The existing one did not work a moment ago, unless another process that lost its lock came first: its copy is as good.
  const other = await cached(executable, cache);
  if (other) return other;
  await rm(target, { recursive: true, force: true });
  await rename(staging, target);
  return join(target, executable.file);
}
