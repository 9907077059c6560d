import type { Account, Config } from '../../configuration/config.js';
import { EXIT, Exit } from './exit.js';

/**
 * Finds an account by its name.
 *
 * @param remedy ends the message if the configuration lacks the account
 * @throws Exit
 */
export function accountNamed(
  { accounts }: Config,
  name: string,
  remedy = 'choose one with --account',
): Account {
  const account = accounts.get(name);
  if (account !== undefined) return account;
  const known = [...accounts.keys()].join(', ');
  throw new Exit(
    EXIT.invalid,
    `account "${name}" does not exist (the configuration has ${known}): ${remedy}`,
  );
}
