import { Context } from '@temporalio/activity';
import { sweepId } from '../contract/index.js';

/** A Schedule that was made or paused is heard of after so long. */
const KEPT_MS = 60_000;

/** Which accounts have a Schedule that sweeps them. */
export class SweptAccounts {
  readonly #known = new Map<string, { isSwept: boolean; until: number }>();

  /** Whether the account's Schedule is there, and not paused. Called by activities. */
  async has(account: string): Promise<boolean> {
    const known = this.#known.get(account);
    if (known !== undefined && Date.now() < known.until) return known.isSwept;
    const isSwept = await isScheduled(account);
    this.#known.set(account, { isSwept, until: Date.now() + KEPT_MS });
    return isSwept;
  }
}

/** Where nobody can say, the request polls for itself: that is never wrong. */
async function isScheduled(account: string): Promise<boolean> {
  try {
    const { state } = await Context.current().client.schedule.getHandle(sweepId(account)).describe();
    return !state.paused;
  } catch {
    return false;
  }
}
