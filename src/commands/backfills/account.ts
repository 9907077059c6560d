import type { Config } from '../../configuration/config.js';
import { EXIT, Exit } from '../terminal/exit.js';

/** @throws Exit if the configuration lacks the account */
export function assertAccount({ accounts }: Config, name: string): void {
  if (accounts.has(name)) return;
  const known = [...accounts.keys()].join(', ');
  throw new Exit(EXIT.invalid, `there is no account "${name}"; the configuration has ${known}`);
}
