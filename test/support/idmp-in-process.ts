import { createProgram } from '../../src/commands/program.js';
import { ConfigError } from '../../src/configuration/config.js';

/** A command line that has ended. */
export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs a command line in the test's own process, which saves the second in which a process starts. The command must read no
 * stdin. One at a time, because the output is this process's.
 */
export async function idmpInProcess(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> {
  const output = capture();
  try {
    await createProgram(env).parseAsync([...args], { from: 'user' });
    return { code: 0, ...output.end() };
  } catch (error) {
    const { stdout, stderr } = output.end();
    return { code: codeOf(error), stdout, stderr: `${stderr}${(error as Error).message}\n` };
  } finally {
    output.end();
  }
}

/** Keeps everything that is written to stdout and stderr until `end` is called. */
function capture(): { end(): { stdout: string; stderr: string } } {
  const text = { stdout: '', stderr: '' };
  const restore = (['stdout', 'stderr'] as const).map((name) => {
    const stream = process[name];
    const own = ['write', 'isTTY'].map((key) => [key, Object.getOwnPropertyDescriptor(stream, key)] as const);
    const write = (chunk: string | Uint8Array): boolean => {
      text[name] += String(chunk);
      return true;
    };
    Object.defineProperty(stream, 'write', { value: write, configurable: true, writable: true });
    Object.defineProperty(stream, 'isTTY', { value: false, configurable: true, writable: true });
    return () => {
      for (const [key, descriptor] of own) {
        if (descriptor === undefined) Reflect.deleteProperty(stream, key);
        else Object.defineProperty(stream, key, descriptor);
      }
    };
  });
  return {
    end: () => {
      restore.forEach((each) => each());
      return { ...text };
    },
  };
}

/** The exit code as `src/starter.ts` decides it; rethrows an error that is a bug. */
function codeOf(error: unknown): number {
  const { name, code, exitCode } = error as { name?: string; code?: unknown; exitCode?: unknown };
  if (typeof exitCode === 'number') return exitCode === 0 ? 0 : 2;
  if (name === 'Exit' && typeof code === 'number') return code;
  if (error instanceof ConfigError) return 2;
  throw error;
}
