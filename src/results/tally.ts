import type { BackfillProgress, EndedRequests, Stage } from '../contract/index.js';

/** Figures of a backfill. Null means unknown. */
export interface Figures extends EndedRequests {
  added: number | null;
  started: number;
  waiting: number;
  invalid: number | null;
}

const ENDS = ['completed', 'rejected', 'failed', 'cancelled'] as const satisfies (keyof EndedRequests)[];

/** The counts of the listed requests, compared with the counts of the backfill itself. */
export class Tally {
  readonly #ended: EndedRequests = { completed: 0, rejected: 0, failed: 0, cancelled: 0 };
  #open = 0;

  constructor(readonly progress: BackfillProgress | null) {}

  add(stage: Stage): void {
    const end = ENDS.find((each) => each === stage);
    if (end === undefined) this.#open += 1;
    else this.#ended[end] += 1;
  }

  /** Number of listed requests. */
  get listed(): number {
    return this.#open + sum(this.#ended);
  }

  /** Number of ended requests that the backfill has counted and that Temporal no longer lists. */
  get notListed(): number {
    return this.progress === null ? 0 : Math.max(0, sum(this.progress) - sum(this.#ended));
  }

  /**
   * The list is more recent than the backfill's counts. If requests are no longer listed, the backfill's counts are used,
   * because only they include these requests.
   */
  get figures(): Figures {
    const { progress } = this;
    const added = progress?.added ?? null;
    const invalid = progress?.invalid ?? null;
    if (progress !== null && this.notListed > 0) {
      const { started, waiting, completed, rejected, failed, cancelled } = progress;
      return { added, started, waiting, completed, rejected, failed, cancelled, invalid };
    }
    const started = Math.max(progress?.started ?? 0, this.listed);
    return { added, started, waiting: started - sum(this.#ended), ...this.#ended, invalid };
  }
}

function sum(ended: EndedRequests): number {
  return ENDS.reduce((total, end) => total + ended[end], 0);
}
