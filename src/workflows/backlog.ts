import type { PlannedRequest } from '../contract/index.js';

/** Pages are taken in as long as no more text than this waits to be started. */
const MAX_CHARACTERS = 500_000;
/** Temporal takes 2 MB in one payload, and there are the known pages, too. */
const MAX_CARRIED_CHARACTERS = 1_000_000;

/** The requests of a backfill that wait to be started, and which of them a page that is being checked could overtake. */
export class Backlog {
  #waiting: PlannedRequest[];
  /** Characters of those that wait, as JSON. */
  #size: number;
  /** Workflow ids of the requests that are being started. */
  #starting: string[] = [];
  /** While a page is checked, the workflow ids that Temporal may not have known when it was asked; null while none is. */
  #overtaking: Set<string> | null = null;

  constructor(waiting: PlannedRequest[]) {
    this.#waiting = waiting;
    this.#size = waiting.reduce((size, planned) => size + sizeOf(planned), 0);
  }

  get waiting(): PlannedRequest[] {
    return this.#waiting;
  }

  /** @param isContinuing whether a new run is about to begin: none waits until then, as the run could not end */
  hasRoom(isContinuing: boolean): boolean {
    return this.#size < (isContinuing ? MAX_CARRIED_CHARACTERS : MAX_CHARACTERS);
  }

  /** Whether it fits into the input of a new run. */
  get isPortable(): boolean {
    return this.#size < MAX_CARRIED_CHARACTERS;
  }

  /** One page is checked at a time: the next one has to know what came of it. */
  get isChecking(): boolean {
    return this.#overtaking !== null;
  }

  /** Temporal is about to be asked what it knows of a page. */
  beginCheck(): void {
    this.#overtaking = new Set(this.#starting);
  }

  endCheck(): void {
    this.#overtaking = null;
  }

  /** The first of each of these that neither waits nor is being started. */
  selectNew<Found extends { workflowId: string }>(found: readonly Found[]): Found[] {
    const taken = new Set([
      ...(this.#overtaking ?? []),
      ...this.#waiting.map(({ workflowId }) => workflowId),
    ]);
    return found.filter(({ workflowId }) => !taken.has(workflowId) && taken.add(workflowId));
  }

  add(planned: PlannedRequest): void {
    this.#waiting.push(planned);
    this.#size += sizeOf(planned);
  }

  /** Takes out the next ones, which are to be started. */
  takeNext(count: number): PlannedRequest[] {
    const next = this.#waiting.splice(0, count);
    next.forEach((planned) => (this.#size -= sizeOf(planned)));
    this.#starting = next.map(({ workflowId }) => workflowId);
    for (const workflowId of this.#starting) this.#overtaking?.add(workflowId);
    return next;
  }

  /** Those that were taken out last stand in Temporal. */
  clearStarting(): void {
    this.#starting = [];
  }

  drop(): void {
    this.#waiting = [];
    this.#size = 0;
  }
}

/** Characters as JSON. */
function sizeOf(value: unknown): number {
  return JSON.stringify(value).length;
}
