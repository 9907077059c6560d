import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nodeArguments } from './built-product.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Process under test: its output, its end, and a way to end it. */
export interface TestProcess {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves with exit code or signal. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

/** Runs a TypeScript file of the repository as a process; `env` replaces the environment's IDMP_ and TEMPORAL_ part. */
export function run(file: string, args: string[], env: Record<string, string>, stdin?: string): TestProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(IDMP_|TEMPORAL_|NODE_OPTIONS|LOG_LEVEL)/.test(name),
  );
  const child = spawn(process.execPath, [...nodeArguments(file), ...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.end(stdin ?? '');
  const ended = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    kill: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}
