import { chown } from 'node:fs/promises';
import { execa } from 'execa';

/** User that runs PostgreSQL, which refuses to run as root. */
export interface DatabaseUser {
  /** The command line that runs a program as that user. */
  runs(program: string, args: readonly string[]): [command: string, args: string[]];
  /** Makes a file or folder that user's own. */
  owns(path: string): Promise<void>;
}

/** The user of this process. */
const self: DatabaseUser = {
  runs: (program, args) => [program, [...args]],
  owns: () => Promise.resolve(),
};

/** Finds the user for PostgreSQL: our own, or for root `postgres`, which Debian's packages create, or else `nobody`. */
export async function databaseUser(): Promise<DatabaseUser> {
  if (process.getuid?.() !== 0) return self;
  const name = (await idOf('postgres', '-u')) === null ? 'nobody' : 'postgres';
  const [uid, gid] = [await idOf(name, '-u'), await idOf(name, '-g')];
  if (uid === null || gid === null)
    throw new Error(`PostgreSQL does not run as root, and there is no user "${name}"`);
  // setpriv becomes the program: its process id is the program's.
  const become = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--'];
  return {
    runs: (program, args) => ['setpriv', [...become, program, ...args]],
    owns: (path) => chown(path, uid, gid),
  };
}

/** Whether that user can read this folder. */
export async function canReach(user: DatabaseUser, folder: string): Promise<boolean> {
  const [command, args] = user.runs('test', ['-x', folder]);
  const { exitCode } = await execa(command, args, { reject: false });
  return exitCode === 0;
}

async function idOf(name: string, which: '-u' | '-g'): Promise<number | null> {
  const { exitCode, stdout } = await execa('id', [which, name], { reject: false });
  return exitCode === 0 ? Number(stdout) : null;
}
