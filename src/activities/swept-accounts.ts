import { Context } from '@temporalio/activity';
import { sweepId } from '../contract/index.js';

/** Limits the milliseconds that the state of a Schedule is cached. */
const CACHE_MS = 60_000;

/** Accounts that a Schedule sweeps. */
export class SweptAccounts {
  readonly #known = new Map<string, { isSwept: boolean; until: number }>();

  /** Tells whether the account has a Schedule that is not paused. Only activities may call it. */
  async has(account: string): Promise<boolean> {
    const known = this.#known.get(account);
    if (known !== undefined && Date.now() < known.until) return known.isSwept;
    const isSwept = await isScheduled(account);
    this.#known.set(account, { isSwept, until: Date.now() + CACHE_MS });
    return isSwept;
  }
}

/** Asks Temporal for the Schedule. Returns false after an error, because a request can always poll. */
async function isScheduled(account: string): Promise<boolean> {
  try {
    const { state } = await Context.current().client.schedule.getHandle(sweepId(account)).describe();
    return !state.paused;
  } catch {
    return false;
  }
}
