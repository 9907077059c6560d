import type { Context } from '../context.js';

/** How often somebody looks whether a Task has moved on by itself. */
const LOOK_MS = 300;
/** Proxies cut connections on which nothing is said. */
const SIGN_OF_LIFE_MS = 15_000;

/** Told that something has changed; what, it asks for itself. */
export type Listener = (message: 'changed' | 'alive') => void;

/**
 * Tells everybody at the desk that something has changed. The sandbox has no timers, whoever looks brings the Tasks up
 * to date: so this looks for them, as long as somebody listens.
 */
export class News {
  readonly #context: Context;
  readonly #listeners = new Set<Listener>();
  #looking: NodeJS.Timeout | null = null;
  #revision = 0;
  #spokeAt = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Calls the listener from now on; the answer ends that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (!this.#looking) {
      this.#revision = this.#context.store.revision;
      this.#looking = setInterval(() => this.#look(), LOOK_MS);
    }
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.stop();
    };
  }

  /** Looks no more. */
  stop(): void {
    if (this.#looking) clearInterval(this.#looking);
    this.#looking = null;
  }

  #look(): void {
    const { store, office } = this.#context;
    for (const record of store.tasks.all()) office.progress(record);
    if (store.revision !== this.#revision) this.#say('changed');
    else if (Date.now() - this.#spokeAt > SIGN_OF_LIFE_MS) this.#say('alive');
    this.#revision = store.revision;
  }

  #say(message: 'changed' | 'alive'): void {
    this.#spokeAt = Date.now();
    for (const listener of this.#listeners) listener(message);
  }
}
