import { writeFileSync } from 'node:fs';
import type { Sandbox } from '../sandbox/index.js';
import { EDITION_NAMES, type PollingSchedule } from '../src/contract/index.js';

/** Any GUID is a key for the sandbox, as it is for the guide's own demo service. */
const SANDBOX_KEY = '7d0c2f3e-5a41-4b0e-9c6a-2f60b7a4d111';

/** Short schedule for all accounts, because the sandbox validates in seconds, also in the edition with daily polls. */
const POLLING: Partial<PollingSchedule> = { initialSeconds: 2, factor: 2, maximumSeconds: 60 };

/**
 * Writes an accounts file for the sandbox: one account per edition, by its name. `default` is the edition that has
 * both kinds of request.
 */
export function writeAccountsFile(path: string, sandbox: Sandbox): void {
  const accounts = EDITION_NAMES.map((edition) => [edition, accountOf(edition, sandbox)] as const);
  const all = Object.fromEntries([['default', accountOf('2025-01', sandbox)] as const, ...accounts]);
  writeFileSync(path, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600 });
}

function accountOf(edition: (typeof EDITION_NAMES)[number], sandbox: Sandbox): Record<string, unknown> {
  return { baseUrl: sandbox.baseUrl(edition), edition, subscriptionKey: SANDBOX_KEY, polling: POLLING };
}
