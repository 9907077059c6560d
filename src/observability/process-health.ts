import type { Worker } from '@temporalio/worker';

/** Two questions to Temporal may stay without an answer, and the third is under way. */
const RECENT_MS = 15_000;

/** What a worker process knows of itself, for those who ask whether it works. */
export class ProcessHealth {
  #workers: readonly Pick<Worker, 'getState'>[] | null = null;
  #answeredAt: number | null = null;
  #isEnding = false;

  /** The workers were made; whether they run, they are asked themselves. */
  started(workers: readonly Pick<Worker, 'getState'>[]): void {
    this.#workers = workers;
  }

  /** Temporal has answered. @param now milliseconds since 1970 */
  temporalAnswered(now: number): void {
    this.#answeredAt = now;
  }

  /** The process was asked to end: it takes on no more. */
  ending(): void {
    this.#isEnding = true;
  }

  /** Why the process does no work, or cannot go on with it; empty where it is ready. */
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
