import type { Context } from '../context.js';

/** Milliseconds between two looks for Tasks that have moved on by themselves. */
const LOOK_MS = 300;
/** Milliseconds between two signs of life, because proxies close silent connections. */
const SIGN_OF_LIFE_MS = 15_000;

/** A listener: it is told that something has changed, and reads the change itself. */
export type Listener = (message: 'changed' | 'alive') => void;

/**
 * Tells the open pages that something has changed. The sandbox does not have timers, and a read brings Tasks up to date,
 * so this class reads regularly while a page listens.
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
