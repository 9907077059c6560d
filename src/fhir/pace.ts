import { setTimeout as delay } from 'node:timers/promises';

/** Rate in calls per second from which no call waits, because timers cannot wait for less than a millisecond. */
const UNPACED = 1_000;

/**
 * A queue that starts calls one after the other, with a minimum time between two starts. It is needed because Temporal limits
 * the rate of activities, and an activity may make several calls.
 *
 * The time is measured from the real start of the previous call. Lost time, for example of a blocked event loop, is not
 * recovered, because that would cause a burst.
 */
export class Pace {
  readonly #gapMs: number;
  /** Settles with the turn of the last caller in the queue. */
  #line: Promise<void> = Promise.resolve();
  #startedAt = -Infinity;

  constructor(callsPerSecond: number) {
    this.#gapMs = callsPerSecond >= UNPACED ? 0 : 1_000 / callsPerSecond;
  }

  /**
   * Waits for the caller's turn, in the order of arrival. The call must start right after it. An aborted caller leaves at
   * once, and does not delay other callers.
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
    // Repeat the wait, because timers may be early by part of a millisecond.
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
