import { isGrpcServiceError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { IdmpBackfill } from '../../client/index.js';
import {
  KINDS,
  type AddRequests,
  type Kind,
  type PageVerdict,
  type RequestInput,
} from '../../contract/index.js';
import type { FileRow } from '../../rows/index.js';
import { EXIT, Exit } from '../terminal/exit.js';

/** Most requests of a page. */
const PAGE_REQUESTS = 100;
/** Most characters of a page: Temporal accepts 2 MB in one payload, and the backfill's history has a page three times. */
const PAGE_SIZE = 250_000;
/** Most characters of a single request, because its page and its Task have 2 MB at most. */
const LARGEST_REQUEST = 1_500_000;

/** A valid row on its way. */
export interface ReadyRow {
  row: FileRow;
  request: RequestInput;
}

/** Sends requests page by page. The same file makes the same pages, and the backfill ignores a page that it has already. */
export class BackfillFeed {
  readonly #pages = new Map<Kind, { rows: ReadyRow[]; size: number }>();
  #sent = 0;

  /**
   * @param answered receives the worker's verdict on each page
   */
  constructor(
    private readonly backfill: IdmpBackfill,
    private readonly answered: (rows: ReadyRow[], verdict: PageVerdict) => Promise<void>,
  ) {}

  /** Whether a request is too large to be sent at all. */
  static isTooLarge(request: RequestInput): boolean {
    return sizeOf(request) > LARGEST_REQUEST;
  }

  async add(ready: ReadyRow): Promise<void> {
    const { kind } = ready.row;
    const size = sizeOf(ready.request);
    let page = this.#pages.get(kind) ?? { rows: [], size: 0 };
    if (page.rows.length > 0 && page.size + size > PAGE_SIZE) {
      await this.#send(kind, page.rows);
      page = { rows: [], size: 0 };
    }
    page = { rows: [...page.rows, ready], size: page.size + size };
    if (page.rows.length === PAGE_REQUESTS) {
      await this.#send(kind, page.rows);
      page = { rows: [], size: 0 };
    }
    this.#pages.set(kind, page);
  }

  /** Sends the remaining requests. */
  async end(): Promise<void> {
    for (const kind of KINDS) {
      const rows = this.#pages.get(kind)?.rows ?? [];
      if (rows.length > 0) await this.#send(kind, rows);
    }
    this.#pages.clear();
  }

  async #send(kind: Kind, rows: ReadyRow[]): Promise<void> {
    this.#sent += 1;
    const page: AddRequests = { page: this.#sent, kind, requests: rows.map(({ request }) => request) };
    await this.answered(rows, await sendPage(this.backfill, page));
  }
}

/** @throws Exit if the backfill does not accept more pages */
async function sendPage(backfill: IdmpBackfill, page: AddRequests): Promise<PageVerdict> {
  try {
    return await backfill.add(page);
  } catch (error) {
    throw refusalOf(error, backfill.id);
  }
}

function refusalOf(error: unknown, id: string): unknown {
  if (error instanceof WorkflowUpdateFailedError) {
    return new Exit(
      EXIT.invalid,
      `${id} does not accept more requests: ${error.cause?.message ?? error.message}`,
    );
  }
  if (isGrpcServiceError(error)) {
    return new Exit(
      EXIT.unreachable,
      `lost the connection to Temporal (${error.message}); run the same command again to send the rest`,
    );
  }
  return error;
}

function sizeOf(request: RequestInput): number {
  return JSON.stringify(request).length;
}
