import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A new folder beside the target, on the same file system, so that a rename can publish it; named by its process. */
export async function newStaging(cacheDir: string, folder: string): Promise<string> {
  return await mkdtemp(join(cacheDir, `${prefixOf(folder)}${process.pid}-`));
}

/** Removes the folders of killed fetches. Folders of living processes remain. */
export async function removeDeadStagings(cacheDir: string, folder: string): Promise<void> {
  const prefix = prefixOf(folder);
  for (const name of await readdir(cacheDir)) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (!isAlive(pid)) await rm(join(cacheDir, name), { recursive: true, force: true });
  }
}

function prefixOf(folder: string): string {
  return `.${folder}.staging-`;
}

function isAlive(pid: number): boolean {
  // This process fetches one thing at a time: a staging folder with its own pid belongs to a dead process with the same pid.
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
