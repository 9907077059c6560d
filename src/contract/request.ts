import type { Bundle, Task } from 'fhir/r5.js';
import type { AnyResource, ProductInput, SubstanceInput } from './product.js';

/** Schedule of the polls of a Task. */
export interface PollingSchedule {
  /** Seconds from submission to the first poll. */
  initialSeconds: number;
  /** Factor by which each wait is longer than the one before. */
  factor: number;
  /** Limit of a wait in seconds. */
  maximumSeconds: number;
  /** Seconds after the start at which the request fails with `DeadlineExceeded`. */
  deadlineSeconds: number;
}

/** Names of {@link CancellationStrategy}. */
export const CANCELLATION_STRATEGIES = ['delete', 'update', 'task', 'none'] as const;
/** Way in which a Task is cancelled at the service. */
export type CancellationStrategy = (typeof CANCELLATION_STRATEGIES)[number];

/** Options of a request, beside its source. */
export interface RequestOptions {
  /** Account of the worker's configuration; default `default`. */
  account?: string;
  /** The requester's tracking identifier; default: the workflow id. */
  requestId?: string;
  /** Overrides single fields of the schedule that the edition prescribes. */
  polling?: Partial<PollingSchedule>;
  cancellation?: CancellationStrategy;
  /** The backfill that this request belongs to. */
  backfillId?: string;
}

/** Forms of a request's subject. A request has exactly one. */
export interface RequestSources {
  /** Simple form of a product. */
  product: ProductInput;
  /** Simple form of a substance. */
  substance: SubstanceInput;
  /** FHIR R5 resources, as they would be contained in the Task. */
  resources: AnyResource[];
  /** FHIR R5 Bundle of them. */
  bundle: Bundle;
  /** Ready-made FHIR R5 Task: its contained resources and inputs are kept. */
  task: Task;
}

/** Names of {@link RequestSources}. */
export const SOURCES = ['product', 'substance', 'resources', 'bundle', 'task'] as const;
/** One of {@link SOURCES}. */
export type SourceName = (typeof SOURCES)[number];

type ExactlyOne<T> = { [K in keyof T]: { [P in K]: T[P] } & { [P in Exclude<keyof T, K>]?: never } }[keyof T];

/** Input of the workflows `requestPhpid` and `requestGsid`. */
export type RequestInput = RequestOptions & ExactlyOne<RequestSources>;

/** Account of a request without an account. */
export const DEFAULT_ACCOUNT = 'default';

/** The product's or substance's own identifying data, whichever source it came in. */
export type RequestSource = ExactlyOne<RequestSources>;
