import type { EndedRequests } from '../../contract/index.js';
import type { Course } from './progress-chart.js';
import { Numbers } from './numbers.js';
import { Reasons } from './reasons.js';
import type { RequestRow } from '../request-row.js';

/** The layers of the chart, from the bottom upwards. */
const ENDS = ['completed', 'rejected', 'failed', 'cancelled'] as const satisfies (keyof EndedRequests)[];

/** The data of a report: numbers of all requests, and the rows of the requests without a result. */
export class Digest {
  readonly reasons = new Reasons();
  readonly #started = new Numbers();
  readonly #ended = Object.fromEntries(ENDS.map((end) => [end, new Numbers()])) as Record<
    keyof EndedRequests,
    Numbers
  >;
  readonly #durations = new Numbers();
  readonly #accounts = new Set<string>();

  add(row: RequestRow): void {
    this.#started.add(Date.parse(row.startedAt));
    if (row.account !== null) this.#accounts.add(row.account);
    this.reasons.add(row);
    const end = ENDS.find((each) => each === row.stage);
    if (end === undefined || row.endedAt === null) return;
    const endedAt = Date.parse(row.endedAt);
    this.#ended[end].add(endedAt);
    if (end === 'completed' && row.submittedAt !== null) {
      this.#durations.add(Math.max(0, endedAt - Date.parse(row.submittedAt)) / 1_000);
    }
  }

  get accounts(): string[] {
    return [...this.#accounts].sort();
  }

  /** Durations from submission to result of the completed requests, in seconds; sorted. */
  get durations(): Float64Array {
    return this.#durations.sorted();
  }

  /** Returns the times of starts and ends. Null without requests. */
  course(now: number): Course | null {
    const started = this.#started.sorted();
    if (started.length === 0) return null;
    const ended = ENDS.map((name) => ({ name, times: this.#ended[name].sorted() }));
    const isOver = ended.reduce((all, { times }) => all + times.length, 0) === started.length;
    const until = isOver ? Math.max(...ended.map(({ times }) => times.at(-1) ?? 0)) : now;
    return { started, ended, until };
  }
}
