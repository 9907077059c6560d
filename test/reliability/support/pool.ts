/** Runs a limited number of jobs at once, in the order in which they came. */
export class Pool {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /** Runs a job in its turn. The caller handles a failure, perhaps later. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn().then(async () => {
      try {
        return await work();
      } finally {
        this.#free += 1;
        this.#waiting.shift()?.();
      }
    });
    result.catch(() => undefined);
    return result;
  }

  async #turn(): Promise<void> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#free -= 1;
  }
}
