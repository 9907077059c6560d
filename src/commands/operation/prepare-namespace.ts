import { isConfigured, readConfig } from '../../configuration/config.js';
import { registerSearchAttributes } from '../../temporal/search-attributes.js';
import { registerSweeps, type RegisteredSweeps } from '../../temporal/sweep-schedules.js';
import { printNote } from '../terminal/exit.js';
import { present } from '../terminal/output.js';
import { withClient } from '../terminal/with-client.js';

/**
 * Registers search attributes, and a Schedule for each account, where they are missing.
 *
 * @param everySeconds interval of the sweeps; null keeps existing intervals, and takes the default for new Schedules
 */
export async function prepareNamespace(env: NodeJS.ProcessEnv, everySeconds: number | null): Promise<void> {
  // Without an account there is nothing to sweep, but the namespace can be prepared.
  const config = isConfigured(env) ? readConfig(env) : null;
  await withClient(env, async (client) => {
    const { namespace } = client.options;
    const searchAttributes = await registerSearchAttributes(client);
    printNote(
      `namespace ${namespace}: ${searchAttributes.added.length} search attributes added, ` +
        `${searchAttributes.present.length} already registered`,
    );
    const sweeps: RegisteredSweeps =
      config === null
        ? { added: [], changed: [], present: [] }
        : await registerSweeps(client, config.accounts.keys(), config.taskQueue, everySeconds);
    for (const change of ['added', 'changed', 'present'] as const) {
      const ids = sweeps[change];
      if (ids.length > 0) printNote(`sweep schedules ${WORDS[change]}: ${ids.join(', ')}`);
    }
    if (config === null) {
      printNote(
        'sweep schedules were not added: set IDMP_FHIR_BASE_URL and IDMP_EDITION, or IDMP_ACCOUNTS_FILE, and retry',
      );
    }
    present({ namespace, searchAttributes, sweeps }, null);
  });
}

const WORDS = { added: 'added', changed: 'changed', present: 'already registered' };
