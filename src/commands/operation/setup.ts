import type { CommandModule } from '../terminal/command-module.js';
import { EXIT, Exit } from '../terminal/exit.js';

/** `idmp setup`: prepares a namespace for requests, and schedules sweeps of each account; safe to run again. */
export const setup: CommandModule = {
  name: 'setup',
  description:
    'prepare a Temporal namespace: search attributes, and a Schedule that sweeps each account; safe to run again',
  examples: [
    ['idmp setup', 'prepares the namespace'],
    ['idmp setup --sweep-every 1h', 'sweeps each account once an hour'],
  ],
  environment: ['temporal', 'accounts'],
  output: 'result',
  declare: (command, env) =>
    command
      .option(
        '--sweep-every <time>',
        'interval between sweeps of an account, such as 30s, 15m or 1h (default: 15m)',
        parseSeconds,
      )
      .action(async ({ sweepEvery }) => {
        const { prepareNamespace } = await import('./prepare-namespace.js');
        await prepareNamespace(env, sweepEvery ?? null);
      }),
};

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function parseSeconds(text: string): number {
  const [, number, unit] = /^(\d+)(s|m|h|d)$/.exec(text) ?? [];
  const seconds = Number(number) * (SECONDS[unit ?? ''] ?? 0);
  if (seconds > 0) return seconds;
  throw new Exit(EXIT.invalid, `--sweep-every ${text}: must be a time such as 30s, 15m, 1h or 1d`);
}
