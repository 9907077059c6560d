/** The number of requests, and the most of them within any second and any ten seconds. */
export interface Rate {
  requests: number;
  busiestSecond: number;
  busiestTenSeconds: number;
}

/** When requests came in, in real time: the sandbox's clock may jump, and a rate limit is about real seconds. */
export class Arrivals {
  #requests = 0;
  #second = new BusiestWindow(1_000);
  #tenSeconds = new BusiestWindow(10_000);

  /** @param at milliseconds of a clock that never goes back */
  add(at: number): void {
    this.#requests += 1;
    this.#second.add(at);
    this.#tenSeconds.add(at);
  }

  rate(): Rate {
    return {
      requests: this.#requests,
      busiestSecond: this.#second.most,
      busiestTenSeconds: this.#tenSeconds.most,
    };
  }

  clear(): void {
    this.#requests = 0;
    this.#second = new BusiestWindow(1_000);
    this.#tenSeconds = new BusiestWindow(10_000);
  }
}

/** A window that slides over arrivals and remembers the fullest it has been; what has left it is forgotten. */
class BusiestWindow {
  most = 0;
  #times: number[] = [];
  /** Index of the first that is still within. */
  #first = 0;

  constructor(readonly lengthMs: number) {}

  add(at: number): void {
    this.#times.push(at);
    while ((this.#times[this.#first] ?? at) <= at - this.lengthMs) this.#first += 1;
    this.most = Math.max(this.most, this.#times.length - this.#first);
    // Seldom, so that no arrival pays for moving all the others.
    if (this.#first > 1_000 && this.#first * 2 > this.#times.length) {
      this.#times = this.#times.slice(this.#first);
      this.#first = 0;
    }
  }
}
