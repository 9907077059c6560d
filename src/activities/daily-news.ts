const DAY_MS = 86_400_000;

/** Limits the remembered texts, because a service may send a different text each time. */
const MAX_TEXTS = 100;

/** Filter that passes a text once a day. */
export class DailyNews {
  /** Time at which each text passed last. */
  readonly #said = new Map<string, number>();

  /** @param now milliseconds since 1970 */
  isNew(text: string, now: number): boolean {
    for (const [old, at] of this.#said) if (now - at >= DAY_MS) this.#said.delete(old);
    if (this.#said.has(text) || this.#said.size >= MAX_TEXTS) return false;
    this.#said.set(text, now);
    return true;
  }
}
