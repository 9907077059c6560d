import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { cpuMs, residentBytes } from './proc.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const COMPILED = join(ROOT, '.idmp', 'bench');
const PROBE = fileURLToPath(new URL('heap-probe.js', import.meta.url));

/** Heap in use after a garbage collection, in bytes. */
export interface HeapUse {
  main: number;
  /** Of all worker threads: the SDK runs workflows in one. */
  threads: number;
}

/** A process of ours that is measured from outside; it ends with this one. */
export interface MeasuredProcess {
  pid: number;
  cpuMs(): number;
  residentBytes(): number;
  /** Collects garbage, and returns the heap sizes. */
  heap(): Promise<HeapUse>;
  /** Ends the process, by default with SIGTERM. Safe to call again. */
  end(signal?: NodeJS.Signals): Promise<void>;
  hasEnded(): boolean;
  /** Waits until it ends by itself. */
  ended(): Promise<void>;
}

/**
 * Compiles the measured code as for production, because a TypeScript loader would add to every figure (source maps make each
 * promise of a workflow more expensive).
 */
export async function compile(): Promise<void> {
  await execa('node_modules/.bin/tsc', ['-p', 'bench/tsconfig.json'], { cwd: ROOT });
}

/**
 * Runs a compiled file of the repository.
 *
 * @param file from the repository's root, `src/worker.js`
 * @param env replaces the environment's IDMP_ and TEMPORAL_ part
 * @param log file for its output
 */
export function startMeasured(
  file: string,
  args: string[],
  env: Record<string, string>,
  log: string,
): MeasuredProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(IDMP_|TEMPORAL_|NODE_OPTIONS|LOG_LEVEL)/.test(name),
  );
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, ['--import', PROBE, join(COMPILED, file), ...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', output, output, 'ipc'],
  });
  const pid = child.pid!;
  const gone = once(child, 'exit');
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    pid,
    hasEnded,
    ended: async () => void (await gone),
    cpuMs: () => cpuMs(pid),
    residentBytes: () => residentBytes(pid),
    heap: async () => {
      const answer = once(child, 'message') as Promise<[HeapUse]>;
      child.send('heap');
      return (await answer)[0];
    },
    end: async (signal = 'SIGTERM') => {
      if (!hasEnded()) child.kill(signal);
      await gone;
    },
  };
}
