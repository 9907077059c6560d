import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';

/**
 * Folder with the dependencies of a list, kept in the user's cache from run to run. A rename makes it appear
 * when it is complete; a process that comes second discards its own copy.
 *
 * @param list path of the file that pins the versions; each content has its own folder
 */
export async function fetchedOnce(
  name: string,
  list: string,
  fetch: (folder: string) => Promise<void>,
): Promise<string> {
  const cache = join(envPaths('idmp-worker', { suffix: '' }).cache, 'callers');
  const hash = createHash('sha256')
    .update(await readFile(list))
    .digest('hex');
  const kept = join(cache, `${name}-${hash.slice(0, 8)}`);
  if (await isThere(kept)) return kept;
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(`${kept}.`);
  try {
    await fetch(staging);
    await rename(staging, kept).catch(async (error: unknown) => {
      if (!(await isThere(kept))) throw error;
    });
    return kept;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
