import type { Worker } from '@temporalio/worker';

/** Limit of the time without an answer from Temporal, in milliseconds: two failed calls, and a third in progress. */
const RECENT_MS = 15_000;

/** The health of a worker process, for its health endpoint. */
export class ProcessHealth {
  #workers: readonly Pick<Worker, 'getState'>[] | null = null;
  #answeredAt: number | null = null;
  #isEnding = false;

  /** Sets the workers. Their own state tells whether they run. */
  started(workers: readonly Pick<Worker, 'getState'>[]): void {
    this.#workers = workers;
  }

  /** Records an answer of Temporal. @param now milliseconds since 1970 */
  temporalAnswered(now: number): void {
    this.#answeredAt = now;
  }

  /** Records that the process shuts down, and accepts no new work. */
  ending(): void {
    this.#isEnding = true;
  }

  /** Returns the reasons why the process does not work. Empty if it is ready. */
  problems(now: number): string[] {
    if (this.#isEnding) return ['the process is shutting down'];
    const problems: string[] = [];
    if (this.#answeredAt === null) problems.push('Temporal has not answered yet');
    else if (now - this.#answeredAt > RECENT_MS) {
      problems.push(`Temporal has not answered for ${Math.round((now - this.#answeredAt) / 1_000)} s`);
    }
    if (this.#workers === null) problems.push('the workers have not started yet');
    for (const worker of this.#workers ?? []) {
      const state = worker.getState();
      if (state !== 'RUNNING') problems.push(`a worker is ${state}`);
    }
    return problems;
  }
}
