import { access, readdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import which from 'which';
import type { OnProgress } from '../temporal/executable.js';
import { runLong } from '../temporal/run.js';

/** Folder in which Debian and Ubuntu keep PostgreSQL, one folder per version. It is not on the PATH. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';
const INSTALL_TIMEOUT_MS = 10 * 60_000;
/** Programs of PostgreSQL that are used. */
const PROGRAMS = ['initdb', 'postgres', 'pg_isready'];

/** PostgreSQL is missing, and could not be installed. The message has the remedy. */
class PostgresUnavailable extends Error {
  override readonly name = 'PostgresUnavailable';
}

/**
 * Finds the folder of PostgreSQL's programs: on the PATH, in Debian's folder (the newest), or installed from Debian's
 * packages, which takes root.
 *
 * @throws PostgresUnavailable
 */
export async function postgresPrograms(
  onProgress: OnProgress,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  return (await onThePath(env)) ?? (await fromDebian()) ?? (await installed(onProgress, env));
}

async function onThePath(env: NodeJS.ProcessEnv): Promise<string | null> {
  const found = await which('initdb', { path: env.PATH ?? '', nothrow: true });
  // The program may be a link into the folder that has all of them.
  return found === null ? null : await complete(dirname(await realpath(found)));
}

async function fromDebian(): Promise<string | null> {
  const versions = await readdir(DEBIAN_FOLDER).catch(() => []);
  for (const version of versions.sort((one, other) => Number(other) - Number(one))) {
    const folder = await complete(join(DEBIAN_FOLDER, version, 'bin'));
    if (folder !== null) return folder;
  }
  return null;
}

async function complete(folder: string): Promise<string | null> {
  try {
    await Promise.all(PROGRAMS.map((program) => access(join(folder, program))));
    return folder;
  } catch {
    return null;
  }
}

async function installed(onProgress: OnProgress, env: NodeJS.ProcessEnv): Promise<string> {
  const apt = await which('apt-get', { path: env.PATH ?? '', nothrow: true });
  if (apt === null || process.getuid?.() !== 0) {
    throw new PostgresUnavailable(
      'There is no PostgreSQL here (initdb, postgres, pg_isready). Install it, version 12 or newer, or put the folder ' +
        'of its programs on the PATH; on Debian and Ubuntu, root has it installed by this command.',
    );
  }
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'postgresql']]) {
    await runLong({
      command: apt,
      args,
      cwd: '/',
      // A single-user run level: the package starts no server of its own.
      env: { ...env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
      doing: `apt-get ${args.join(' ')}`,
      timeoutMs: INSTALL_TIMEOUT_MS,
      onProgress,
    });
  }
  const folder = await fromDebian();
  if (folder === null) throw new PostgresUnavailable('apt-get installed PostgreSQL, and it is not there.');
  return folder;
}
