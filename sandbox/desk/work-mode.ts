import { DEMO_ABORT_PACE, DEMO_PACE, type Pace, type PaceStep } from '../pace.js';
import type { Settings, Store } from '../store/store.js';

/** The workers on new Tasks: people at the desk, or the sandbox itself. */
export interface WorkMode {
  byHand: boolean;
  /** The paces of requests and of cancellations in words: `in-progress after 1 s, then completed after 3 s`. */
  requests: string;
  cancellations: string;
}

const BY_HAND: Pick<Settings, 'pace' | 'abortPace'> = { pace: 'manual', abortPace: 'manual' };

/** Says and changes who works; a change is for the Tasks that come after it. */
export class Workers {
  readonly #store: Store;
  /** Paces before people began to work by hand. */
  #before: Pick<Settings, 'pace' | 'abortPace'> = { pace: DEMO_PACE, abortPace: DEMO_ABORT_PACE };

  constructor(store: Store) {
    this.#store = store;
  }

  mode(): WorkMode {
    const { pace, abortPace } = this.#store.settings;
    return {
      byHand: pace === 'manual' && abortPace === 'manual',
      requests: words(pace),
      cancellations: words(abortPace),
    };
  }

  set(byHand: boolean): void {
    if (byHand === this.mode().byHand) return;
    if (byHand) this.#before = { ...this.#store.settings };
    const { pace, abortPace } = byHand ? BY_HAND : this.#before;
    this.#store.record({ entry: 'pace', pace });
    this.#store.record({ entry: 'abort-pace', pace: abortPace });
  }
}

function words(pace: Pace): string {
  if (pace === 'manual' || pace.length === 0) return 'wait for people';
  return pace.map(stepWords).join(', then ');
}

function stepWords({ status, afterSeconds, afterReads }: PaceStep): string {
  const after = [
    afterSeconds === undefined ? undefined : `${afterSeconds} s`,
    afterReads === undefined ? undefined : `${afterReads} reads`,
  ].filter((part) => part !== undefined);
  return after.length === 0 ? `${status} at once` : `${status} after ${after.join(' or ')}`;
}
