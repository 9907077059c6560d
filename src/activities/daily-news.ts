const DAY_MS = 86_400_000;

/** Texts beyond this are not told apart: a service that says something new each time must not fill our memory. */
const MOST_TEXTS = 100;

/** Says of a text whether it is news: it was not said within the last day. */
export class DailyNews {
  /** Text → when it was news last. */
  readonly #said = new Map<string, number>();

  /** @param now milliseconds since 1970 */
  isNew(text: string, now: number): boolean {
    for (const [old, at] of this.#said) if (now - at >= DAY_MS) this.#said.delete(old);
    if (this.#said.has(text) || this.#said.size >= MOST_TEXTS) return false;
    this.#said.set(text, now);
    return true;
  }
}
