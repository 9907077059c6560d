import { execa, ExecaError } from 'execa';
import type { OnProgress } from './executable.js';

const TICK_MS = 15_000;
const LAST_LINES = 5;

/** Command that runs so long that it reports progress. */
export interface LongCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Description of the work, such as `Building the Temporal CLI with go install`. */
  readonly doing: string;
  /** Time limit, after which the command is killed. */
  readonly timeoutMs: number;
  readonly onProgress: OnProgress;
}

/**
 * Runs a command to its end without its output. Reports the elapsed time every 15 seconds.
 *
 * @throws an Error with the last lines of its output when it fails
 */
export async function runLong(options: LongCommand): Promise<void> {
  const { command, args, cwd, env, doing, timeoutMs, onProgress } = options;
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const tick = setInterval(() => onProgress(`${doing}: ${seconds()} s so far`), TICK_MS);
  try {
    await execa(command, args, {
      cwd,
      env,
      extendEnv: false,
      timeout: timeoutMs,
      all: true,
      stdin: 'ignore',
    });
    onProgress(`${doing}: done after ${seconds()} s`);
  } catch (error) {
    throw new Error(whyItFailed(error), { cause: error });
  } finally {
    clearInterval(tick);
  }
}

/** Describes in one line why a command failed: the end of its output, or else its exit. */
export function whyItFailed(error: unknown): string {
  if (!(error instanceof ExecaError)) return String(error);
  if (error.timedOut) return error.shortMessage;
  const output = typeof error.all === 'string' ? error.all : '';
  const lines = output.split('\n').map((line) => line.trim());
  const last = lines.filter((line) => line !== '').slice(-LAST_LINES);
  return last.length > 0 ? last.join(' | ') : error.shortMessage;
}
