/** A growing list of numbers, with eight bytes per number. A list of objects takes a hundred. */
export class Numbers {
  #values = new Float64Array(1_024);
  #length = 0;

  add(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  get length(): number {
    return this.#length;
  }

  /** Returns a sorted copy. */
  sorted(): Float64Array {
    return this.#values.slice(0, this.#length).sort();
  }
}

/** Returns the smallest value that is not below `part` of all values (nearest rank). */
export function quantile(sorted: Float64Array, part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}

/** Counts for each of the ascending points the values up to it. */
export function cumulate(sorted: Float64Array, points: readonly number[]): number[] {
  let passed = 0;
  return points.map((point) => {
    while (passed < sorted.length && sorted[passed]! <= point) passed += 1;
    return passed;
  });
}
