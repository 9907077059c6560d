import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';

/** Processes that `scripts/cluster up` has left running, as the other commands find them. */
export interface RunningCluster {
  /** Of the process that watches over the other two. */
  pid: number;
  /** `host:port` of gRPC. */
  address: string;
  namespace: string;
  /** Null while the server restarts. */
  serverPid: number | null;
  postgresPid: number | null;
}

/** Age at which an untouched lock belongs to a dead process. */
const STALE_MS = 10_000;

const lockOptions = (folder: string): lockfile.LockOptions => ({
  lockfilePath: join(folder, 'lock'),
  stale: STALE_MS,
});
const stateFile = (folder: string): string => join(folder, 'running.json');

/** Locks the folder for this process; null if another process has it. */
export async function takeFolder(folder: string): Promise<(() => Promise<void>) | null> {
  await mkdir(folder, { recursive: true });
  return await lockfile.lock(folder, lockOptions(folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ELOCKED') return null;
    throw error;
  });
}

/** Writes the running processes in one step, so that a reader never sees half a file. */
export async function sayRunning(folder: string, running: RunningCluster): Promise<void> {
  const file = stateFile(folder);
  await writeFile(`${file}.new`, `${JSON.stringify(running, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

export async function sayEnded(folder: string): Promise<void> {
  await rm(stateFile(folder), { force: true });
}

/** Reads what runs in this folder; null if nothing runs, also if a crash has left a file. */
export async function runningIn(folder: string): Promise<RunningCluster | null> {
  try {
    if (!(await lockfile.check(folder, lockOptions(folder)))) return null;
    return JSON.parse(await readFile(stateFile(folder), 'utf8')) as RunningCluster;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
