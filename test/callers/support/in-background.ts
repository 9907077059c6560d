import { basename } from 'node:path';
import { runLong } from '../../../dev/temporal/run.js';

/** Time limit of a tool in milliseconds: enough for an empty cache and a slow line, and it still ends a hang. */
const TIMEOUT_MS = 10 * 60_000;

/** Runs a tool to its end at low priority, because other tests run at the same time. @throws Error with its last output */
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
