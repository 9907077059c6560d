import { setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import {
  DEFAULT_ACCOUNT,
  DEFAULT_REQUESTS_PER_SECOND,
  type AddRequests,
  type BackfillInput,
  type BackfillProgress,
  type CheckedRequests,
  type CountedRequests,
  type EndedRequests,
  type PageVerdict,
  type PlannedRequest,
  type RequestInput,
  type StartedRequests,
} from '../contract/index.js';
import { backfillDetails } from './backfill-details.js';
import { Backlog } from './backlog.js';
import { setSearchAttributes } from './search-attributes.js';

/** State that a backfill hands to its next run: plain data. */
export interface CarriedBackfill {
  progress: BackfillProgress;
  /** Number of requests that already existed when they were added. */
  known: number;
  pages: KnownPage[];
  backlog: PlannedRequest[];
  /** ISO 8601: the start of the backfill's first run. */
  startedAt: string;
  /** Requests that ended before `settledUntil`. They are not counted again. */
  settled: EndedRequests;
  /** ISO 8601. */
  settledUntil: string;
}

/** Number and digest of a page, and the counts of its verdict. */
type KnownPage = [page: number, digest: string, accepted: number, known: number];

/** Limits the pages whose verdicts a backfill remembers. An older page is checked again, and its requests count as known. */
const MAX_KNOWN_PAGES = 10_000;
/**
 * Limits the pages that a backfill accepts while it waits to continue as new. A single caller leaves a gap after each page; more
 * pages than this without a gap come from several callers.
 */
const MAX_PAGES_WHILE_CONTINUING = 20;

/** Delay in milliseconds after which Temporal certainly lists the end of a request. It is far below the shortest retention. */
const SETTLE_AFTER_MS = 600_000;
/** Shortest and longest interval between two counts. */
const COUNT_AFTER_MS = { least: 5_000, most: 600_000 };
/** Interval of counts, as a part of the time without a change: after an hour without a change, every three minutes. */
const COUNT_INTERVAL_FACTOR = 0.05;

const NONE_ENDED: EndedRequests = { completed: 0, rejected: 0, failed: 0, cancelled: 0 };

/** State of one backfill. Each change updates the progress query and the page in the web UI. */
export class BackfillState {
  readonly account: string;
  readonly backfillId: string;
  readonly requestsPerSecond: number;
  readonly startedAt: string;
  readonly backlog: Backlog;
  /** True when the backfill should continue as new. It does so as soon as no page is in check. */
  isContinuing = false;
  #pagesWhileContinuing = 0;
  isCancelled = false;
  cancellationReason: string | null = null;
  readonly #input: BackfillInput;
  #progress: BackfillProgress;
  #known: number;
  #pages: KnownPage[];
  #settled: EndedRequests;
  #settledUntil: string;
  #changedAt = Date.now();
  #countedAt = Date.now();

  constructor(input: BackfillInput, carried: CarriedBackfill | undefined) {
    const { workflowId, startTime } = workflowInfo();
    this.#input = input;
    this.account = input.account ?? DEFAULT_ACCOUNT;
    this.backfillId = workflowId;
    this.requestsPerSecond = input.requestsPerSecond ?? DEFAULT_REQUESTS_PER_SECOND;
    this.startedAt = carried?.startedAt ?? startTime.toISOString();
    this.#progress = carried?.progress ?? {
      ...{ added: 0, started: 0, invalid: 0, waiting: 0 },
      ...NONE_ENDED,
      ...{ paused: false, closed: false },
    };
    this.#known = carried?.known ?? 0;
    this.#pages = carried?.pages ?? [];
    this.backlog = new Backlog(carried?.backlog ?? []);
    this.#settled = carried?.settled ?? NONE_ENDED;
    this.#settledUntil = carried?.settledUntil ?? this.startedAt;
    if (carried === undefined) setSearchAttributes({ IdmpAccount: this.account });
    this.#show();
  }

  get progress(): BackfillProgress {
    return this.#progress;
  }

  carry(): CarriedBackfill {
    return {
      progress: this.#progress,
      known: this.#known,
      pages: this.#pages,
      backlog: this.backlog.waiting,
      startedAt: this.startedAt,
      settled: this.#settled,
      settledUntil: this.#settledUntil,
    };
  }

  /** Number of requests that wait to be started. */
  get left(): number {
    return this.backlog.waiting.length;
  }

  /** Whether the backfill accepts another page now. */
  get hasRoom(): boolean {
    return this.backlog.hasRoom(this.isContinuing) && !this.backlog.isChecking;
  }

  /** Whether the backfill refuses pages, because several callers could otherwise delay the new run forever. */
  get isCrowded(): boolean {
    return this.#pagesWhileContinuing >= MAX_PAGES_WHILE_CONTINUING;
  }

  /** Whether a request can be started now. A run that is about to continue as new starts no request. */
  get mayStart(): boolean {
    const isAboutToContinue = this.isContinuing && this.backlog.isPortable;
    return this.left > 0 && !this.#progress.paused && !isAboutToContinue;
  }

  get hasEnded(): boolean {
    const { closed, waiting } = this.#progress;
    return closed && this.left === 0 && waiting === 0;
  }

  /** Returns the digest of the page that had this number before; null when there was none. */
  digestOf(page: number): string | null {
    return this.#pages.find(([number]) => number === page)?.[1] ?? null;
  }

  /** Adds the new requests of a checked page to the backlog; returns the verdict. */
  addPage({ page, kind, requests }: AddRequests, checked: CheckedRequests): PageVerdict {
    if (this.isContinuing) this.#pagesWhileContinuing += 1;
    const { digest, invalid } = checked;
    const earlier = this.#pages.find(([number, known]) => number === page && known === digest);
    if (earlier !== undefined) return { accepted: earlier[2], known: earlier[3], invalid };

    const fresh = this.backlog.selectNew(checked.fresh);
    for (const { index, workflowId } of fresh) {
      this.backlog.add({ kind, workflowId, request: requests[index]! });
    }
    const accepted = fresh.length;
    const known = checked.known + checked.fresh.length - accepted;
    const others = this.#pages.filter(([number]) => number !== page);
    this.#pages = [...others, [page, digest, accepted, known] satisfies KnownPage].slice(-MAX_KNOWN_PAGES);
    this.#known += known;
    this.#update({
      added: this.#progress.added + accepted,
      invalid: this.#progress.invalid + invalid.length,
    });
    return { accepted, known, invalid };
  }

  recordStarts({ started, known }: StartedRequests): void {
    this.backlog.clearStarting();
    this.#known += known;
    const { added, started: before, waiting } = this.#progress;
    this.#update({ added: added - known, started: before + started, waiting: waiting + started });
  }

  dropBacklog(): void {
    this.backlog.drop();
    this.#show();
  }

  /** Returns the start of the next count, and the time before which its counts are final. */
  countWindow(now: number): { from: string; settled: string } {
    const from = Date.parse(this.#settledUntil);
    return {
      from: this.#settledUntil,
      settled: new Date(Math.max(from, now - SETTLE_AFTER_MS)).toISOString(),
    };
  }

  recordCount({ settled }: { settled: string }, counted: CountedRequests, now: number): void {
    this.#settled = sum(this.#settled, counted.settled);
    this.#settledUntil = settled;
    this.#countedAt = now;
    const ended = sum(this.#settled, counted.recent);
    const all = ended.completed + ended.rejected + ended.failed + ended.cancelled;
    this.#update({ ...ended, waiting: Math.max(0, this.#progress.started - all) });
  }

  close(): void {
    this.#update({ closed: true });
  }

  setPaused(paused: boolean): void {
    this.#update({ paused });
  }

  cancel(reason: string | null): void {
    if (this.isCancelled) return;
    this.isCancelled = true;
    this.cancellationReason = reason;
    this.#show();
  }

  /** Milliseconds since 1970 of the next count; null when no request is running. */
  get nextCountAt(): number | null {
    if (this.#progress.waiting === 0) return null;
    const quiet = this.#countedAt - this.#changedAt;
    const wait = Math.min(Math.max(quiet * COUNT_INTERVAL_FACTOR, COUNT_AFTER_MS.least), COUNT_AFTER_MS.most);
    return this.#countedAt + wait;
  }

  /** Adds the backfill's account, id and polling schedule to a request. */
  applyDefaults(request: RequestInput): RequestInput {
    const { polling } = this.#input;
    return {
      ...request,
      account: request?.account ?? this.account,
      backfillId: this.backfillId,
      ...(polling === undefined ? {} : { polling: { ...polling, ...request?.polling } }),
    };
  }

  #update(changes: Partial<BackfillProgress>): void {
    const before = JSON.stringify(this.#progress);
    this.#progress = { ...this.#progress, ...changes };
    if (JSON.stringify(this.#progress) !== before) this.#changedAt = Date.now();
    this.#show();
  }

  #show(): void {
    setCurrentDetails(
      backfillDetails(this.#progress, {
        backfillId: this.backfillId,
        namespace: workflowInfo().namespace,
        account: this.account,
        perSecond: this.requestsPerSecond,
        left: this.left,
        known: this.#known,
        isCancelled: this.isCancelled,
        countedAt: this.#countedAt,
      }),
    );
  }
}

function sum(a: EndedRequests, b: EndedRequests): EndedRequests {
  return {
    completed: a.completed + b.completed,
    rejected: a.rejected + b.rejected,
    failed: a.failed + b.failed,
    cancelled: a.cancelled + b.cancelled,
  };
}
