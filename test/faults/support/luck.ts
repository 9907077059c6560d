/** Numbers that look drawn and follow from a seed alone (mulberry32), so that a failed run can be had again. */
export class Luck {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to 1. */
  number(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(lowest: number, highest: number): number {
    return lowest + this.number() * (highest - lowest);
  }

  /** Another source that follows from this one: what one of them is asked does not change the other's answers. */
  split(): Luck {
    return new Luck(Math.floor(this.number() * 2 ** 32));
  }
}
