import type { Bundle, Task } from 'fhir/r5.js';
import type { AnyResource, ProductInput, SubstanceInput } from './product.js';

/** How often the service is asked for a Task's status, and for how long. */
export interface PollingSchedule {
  /** Seconds from submission to the first poll. */
  initialSeconds: number;
  /** Each wait is the one before times this. */
  factor: number;
  /** No wait is longer. */
  maximumSeconds: number;
  /** Seconds after submission at which the request gives up (failure `DeadlineExceeded`). */
  deadlineSeconds: number;
}

/** Names of {@link CancellationStrategy}. */
export const CANCELLATION_STRATEGIES = ['delete', 'update', 'task', 'none'] as const;
/** How a Task is called off at the service. */
export type CancellationStrategy = (typeof CANCELLATION_STRATEGIES)[number];

/** What a request says beside its source. */
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

/** The five ways to say what an identifier is asked for; exactly one is given. */
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

/** Account of a request that names none. */
export const DEFAULT_ACCOUNT = 'default';

/** The product's or substance's own identifying data, whichever source it came in. */
export type RequestSource = ExactlyOne<RequestSources>;
