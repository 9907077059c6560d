import { setTimeout as delay } from 'node:timers/promises';

/** From so many calls a second on nobody waits: timers know nothing shorter than a millisecond. */
const UNPACED = 1_000;

/**
 * Lets calls start one after the other, never closer together than the limit has it. Temporal keeps the service's rate limit
 * by activities, and an activity may make several calls.
 *
 * What counts is when the call before really started: time that was lost, to a blocked event loop say, is not caught up with,
 * as that would be a burst.
 */
export class Pace {
  readonly #gapMs: number;
  /** Ends with the turn of whoever came last. */
  #line: Promise<void> = Promise.resolve();
  #startedAt = -Infinity;

  constructor(callsPerSecond: number) {
    this.#gapMs = callsPerSecond >= UNPACED ? 0 : 1_000 / callsPerSecond;
  }

  /**
   * Waits for the caller's turn, in the order of asking; the call has to start right after it. Whoever is aborted leaves at
   * once, and holds nobody up.
   *
   * @throws the signal's reason
   */
  async turn(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#gapMs === 0) return;
    const turn = this.#line.then(() => this.#start(signal));
    this.#line = turn.catch(() => undefined);
    await raceAbort(turn, signal);
  }

  async #start(signal: AbortSignal | undefined): Promise<void> {
    const leftMs = (): number => this.#startedAt + this.#gapMs - performance.now();
    // Again, since timers may be early by part of a millisecond.
    for (let left = leftMs(); left > 0 && signal?.aborted !== true; left = leftMs()) {
      await delay(Math.ceil(left), undefined, { signal }).catch(() => undefined);
    }
    signal?.throwIfAborted();
    this.#startedAt = performance.now();
  }
}

async function raceAbort(turn: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return await turn;
  let leave = (): void => undefined;
  const left = new Promise<never>((_resolve, reject) => {
    leave = () => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
  });
  try {
    await Promise.race([turn, left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
