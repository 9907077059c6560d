import { basename } from 'node:path';
import { runLong } from '../../../dev/temporal/run.js';

/** An empty cache and a slow line; a hang is found all the same. */
const TIMEOUT_MS = 10 * 60_000;

/** Runs a tool to its end with little of the processor: other tests run at the same time. @throws with what it said last */
export async function inBackground(command: string, args: string[], cwd: string): Promise<void> {
  const doing = `${basename(command)} ${args.find((each) => !each.startsWith('-')) ?? ''}`;
  await runLong({
    command: 'nice',
    args: [command, ...args],
    cwd,
    env: process.env,
    doing: `Preparing an example of a caller: ${doing}`,
    timeoutMs: TIMEOUT_MS,
    onProgress: () => undefined,
  });
}
