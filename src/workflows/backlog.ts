import type { PlannedRequest } from '../contract/index.js';

/** Limits the backlog, in characters of JSON. Pages wait while it is larger. */
const MAX_CHARACTERS = 500_000;
/** Limits the backlog that a new run takes over, in characters of JSON. Temporal accepts payloads of 2 MB, and the known pages need room. */
const MAX_CARRIED_CHARACTERS = 1_000_000;

/** Requests of a backfill that wait to be started. It also knows which requests a page in check could request again unseen. */
export class Backlog {
  #waiting: PlannedRequest[];
  /** Size of the waiting requests, in characters of JSON. */
  #size: number;
  /** Workflow ids of the requests that an activity is starting. */
  #starting: string[] = [];
  /** Workflow ids that Temporal may not have known when the page in check was compared with it; null while no page is in check. */
  #overtaking: Set<string> | null = null;

  constructor(waiting: PlannedRequest[]) {
    this.#waiting = waiting;
    this.#size = waiting.reduce((size, planned) => size + sizeOf(planned), 0);
  }

  get waiting(): PlannedRequest[] {
    return this.#waiting;
  }

  /**
   * Tells whether a page can be added.
   *
   * @param isContinuing whether a new run is about to begin. Then pages do not wait for a smaller backlog, because waiting
   *   pages would keep the run from ending.
   */
  hasRoom(isContinuing: boolean): boolean {
    return this.#size < (isContinuing ? MAX_CARRIED_CHARACTERS : MAX_CHARACTERS);
  }

  /** Whether the backlog fits into the input of a new run. */
  get isPortable(): boolean {
    return this.#size < MAX_CARRIED_CHARACTERS;
  }

  /** Whether a page is in check. Only one is at a time, because the next check needs its result. */
  get isChecking(): boolean {
    return this.#overtaking !== null;
  }

  /** Begins the check of a page, before the activity asks Temporal for its workflow ids. */
  beginCheck(): void {
    this.#overtaking = new Set(this.#starting);
  }

  endCheck(): void {
    this.#overtaking = null;
  }

  /** Returns the requests that neither wait nor are being started, each workflow id once. */
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

  /** Removes and returns the next requests to start. */
  takeNext(count: number): PlannedRequest[] {
    const next = this.#waiting.splice(0, count);
    next.forEach((planned) => (this.#size -= sizeOf(planned)));
    this.#starting = next.map(({ workflowId }) => workflowId);
    for (const workflowId of this.#starting) this.#overtaking?.add(workflowId);
    return next;
  }

  /** Records that Temporal knows the requests that `takeNext` returned last. */
  clearStarting(): void {
    this.#starting = [];
  }

  drop(): void {
    this.#waiting = [];
    this.#size = 0;
  }
}

/** Measures a value in characters of JSON. */
function sizeOf(value: unknown): number {
  return JSON.stringify(value).length;
}
