import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Executable, Way } from '../../../dev/temporal/executable.js';
import { temporalCliExecutable } from '../../../dev/temporal/temporal-cli.js';

/** A machine without tools: an empty PATH folder, an empty cache, and the messages so far. */
export interface Machine {
  readonly bin: string;
  readonly cacheDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly said: string[];
  /** Options of `findExecutable` for this machine. */
  readonly options: { env: NodeJS.ProcessEnv; cacheDir: string; onProgress: (message: string) => void };
  dispose(): Promise<void>;
}

/** Makes a new, empty machine. */
export async function emptyMachine(): Promise<Machine> {
  const root = await mkdtemp(join(tmpdir(), 'idmp-machine-'));
  const bin = join(root, 'bin');
  const cacheDir = join(root, 'cache');
  await mkdir(bin);
  const said: string[] = [];
  const env = { PATH: bin };
  return {
    bin,
    cacheDir,
    env,
    said,
    options: { env, cacheDir, onProgress: (message) => said.push(message) },
    dispose: () => rm(root, { recursive: true, force: true }),
  };
}

/** Writes an executable shell script. Commands in it need full paths: the PATH of an empty machine has none. */
export async function script(path: string, body: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}

/** Writes a script that looks like a Temporal CLI. */
export async function fakeCli(path: string): Promise<string> {
  return await script(path, 'echo "temporal version 9.9.9"');
}

/** The Temporal CLI with only those ways to fetch it that do not download 250 MB. */
export function cliBy(...ways: Way[]): Executable {
  return { ...temporalCliExecutable, ways };
}
