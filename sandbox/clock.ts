/**
 * The sandbox's time: real time plus an offset that a test moves forward. A read of
 * a Task works out the steps that are due, so restarts and jumps need no timers.
 */
export class Clock {
  #offsetMs = 0;

  /** Milliseconds since the epoch, as the sandbox sees it. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Sets the offset that a data file remembers. */
  restore(offsetMs: number): void {
    this.#offsetMs = offsetMs;
  }
}
