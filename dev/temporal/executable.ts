import { access, constants, stat } from 'node:fs/promises';

/** Prints progress, one line per call. */
export type OnProgress = (message: string) => void;

/** Input of a way of fetching. */
export interface FetchContext {
  /** An empty folder of its own; the executable must end in it under {@link file}. */
  readonly staging: string;
  /** File name of the executable. */
  readonly file: string;
  /** The environment for child processes, and where `PATH` is looked up. */
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress: OnProgress;
}

/** Way to fetch an executable. */
export interface Way {
  /** Name in messages, such as `go install`. */
  readonly name: string;
  /** Puts the executable into the staging folder, or throws an Error that says why it cannot. */
  fetch(context: FetchContext): Promise<void>;
}

/** Executable that the development tools need, and the ways to find and fetch it. */
export interface Executable {
  /** Name in messages, such as `Temporal CLI`. */
  readonly title: string;
  /** The environment variable that may name one already on the machine. */
  readonly variable: string;
  /** The commands to look for on the PATH, in this order; empty if a program on the PATH may be of the wrong version. */
  readonly commands: readonly string[];
  /** Its folder in the cache; names the version. */
  readonly folder: string;
  /** Its file name in that folder. */
  readonly file: string;
  /** Ways of fetching, in the order in which they are tried. */
  readonly ways: readonly Way[];
  /** Remedies for the user when every way failed; one sentence each. */
  readonly remedies: readonly string[];
  /** Quick check of one that was found; throws an Error that says what is wrong with it. */
  check(path: string, env: NodeJS.ProcessEnv): Promise<void>;
  /** Thorough check of one that was just fetched, by running it; throws as {@link check} does. */
  verify(path: string, env: NodeJS.ProcessEnv): Promise<void>;
}

/** Throws an Error that says what `path` is instead, unless it is a file that may be executed. */
export async function assertExecutableFile(path: string): Promise<void> {
  const stats = await stat(path).catch(() => null);
  if (!stats) throw new Error('there is no such file');
  if (!stats.isFile()) throw new Error('it is not a file');
  await access(path, constants.X_OK).catch(() => {
    throw new Error('it is not executable');
  });
}
