import { isConfigured, readConfig } from '../../configuration/config.js';
import { connectClient, readTemporalAddress } from '../../temporal/connection.js';
import { registerSearchAttributes } from '../../temporal/search-attributes.js';
import { registerSweeps, type RegisteredSweeps } from '../../temporal/sweep-schedules.js';
import { EXIT, Exit, say } from '../terminal/exit.js';
import { present } from '../terminal/output.js';

export interface SetupFlags {
  sweepEvery?: string;
}

/** `idmp setup`: makes a namespace ready for requests, and has each account swept; safe to run again. */
export async function setup(env: NodeJS.ProcessEnv, flags: SetupFlags): Promise<void> {
  const everySeconds = flags.sweepEvery === undefined ? null : secondsOf(flags.sweepEvery);
  // Without an account there is nothing to sweep; the namespace can be made ready all the same.
  const config = isConfigured(env) ? readConfig(env) : null;
  const client = await connectClient(readTemporalAddress(env));
  try {
    const { namespace } = client.options;
    const searchAttributes = await registerSearchAttributes(client);
    say(
      `namespace ${namespace}: ${searchAttributes.added.length} search attributes added, ` +
        `${searchAttributes.present.length} were there`,
    );
    const sweeps: RegisteredSweeps =
      config === null
        ? { added: [], changed: [], present: [] }
        : await registerSweeps(client, config.accounts.keys(), config.taskQueue, everySeconds);
    for (const what of ['added', 'changed', 'present'] as const) {
      const ids = sweeps[what];
      if (ids.length > 0) say(`sweep schedules ${WORDS[what]}: ${ids.join(', ')}`);
    }
    if (config === null) {
      say(
        'no sweep schedules: set IDMP_FHIR_BASE_URL and IDMP_EDITION, or IDMP_ACCOUNTS_FILE, and run it again',
      );
    }
    present({ namespace, searchAttributes, sweeps }, null);
  } finally {
    await client.connection.close();
  }
}

const WORDS = { added: 'added', changed: 'changed', present: 'that were there' };

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

function secondsOf(text: string): number {
  const [, number, unit] = /^(\d+)(s|m|h|d)$/.exec(text) ?? [];
  const seconds = Number(number) * (SECONDS[unit ?? ''] ?? 0);
  if (seconds > 0) return seconds;
  throw new Exit(EXIT.invalid, `--sweep-every ${text}: must be a time such as 30s, 15m, 1h or 1d`);
}
