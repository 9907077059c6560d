import type { BackfillProgress, EndedRequests, Stage } from '../contract/index.js';

/** Figures of a backfill; null where nobody could say. */
export interface Figures extends EndedRequests {
  added: number | null;
  started: number;
  waiting: number;
  invalid: number | null;
}

const ENDS = ['completed', 'rejected', 'failed', 'cancelled'] as const satisfies (keyof EndedRequests)[];

/** Counts the requests that are listed, and holds them against what the backfill itself has counted. */
export class Tally {
  readonly #ended: EndedRequests = { completed: 0, rejected: 0, failed: 0, cancelled: 0 };
  #open = 0;

  constructor(readonly progress: BackfillProgress | null) {}

  add(stage: Stage): void {
    const end = ENDS.find((each) => each === stage);
    if (end === undefined) this.#open += 1;
    else this.#ended[end] += 1;
  }

  /** How many requests are listed. */
  get listed(): number {
    return this.#open + sum(this.#ended);
  }

  /** How many have ended, as the backfill has counted, and are not listed any more. */
  get notListed(): number {
    return this.progress === null ? 0 : Math.max(0, sum(this.progress) - sum(this.#ended));
  }

  /**
   * The list is fresher than the backfill, which counts now and then; but where requests are not listed any more, the
   * backfill alone knows them.
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
