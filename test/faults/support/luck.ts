/** Random numbers that follow from a seed alone (mulberry32), so that a failed run can be repeated. */
export class Luck {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Returns a number from 0 up to 1. */
  number(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(lowest: number, highest: number): number {
    return lowest + this.number() * (highest - lowest);
  }

  /** Makes another source that follows from this one; draws from one of them do not change the other's numbers. */
  split(): Luck {
    return new Luck(Math.floor(this.number() * 2 ** 32));
  }
}
