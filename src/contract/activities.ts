import type { Task } from 'fhir/r5.js';
import type { EndedRequests, PlannedRequest } from './backfill.js';
import type { EditionName, Kind } from './editions.js';
import type { AnyResource } from './product.js';
import type { CancellationStrategy, PollingSchedule, RequestInput } from './request.js';
import type { RequestResult } from './result.js';
import type { CancellationOutcome, Issue } from './status.js';
import type { SweepInput, SweepResult } from './sweep.js';

/** Input of an activity that calls an account's service. */
export interface AccountInput {
  account: string;
}

export interface BuildTaskInput {
  kind: Kind;
  request: RequestInput;
  /** Value of the tracking identifier: workflow id, `#`, id of the first run. */
  tracking: string;
  /** ISO 8601; becomes `authoredOn` and `lastModified`, so that every attempt builds the same Task. */
  now: string;
}

/** Configuration and edition of a request. They are decided once and kept in the workflow's history. */
export interface RequestPlan {
  edition: EditionName;
  task: Task;
  polling: PollingSchedule;
  cancellation: CancellationStrategy;
  /** Task queue of the calls to the FHIR service. */
  fhirTaskQueue: string;
  /** Warnings about parts of the request that were omitted or changed for the edition. */
  issues: Issue[];
}

export interface ValidateTaskInput extends AccountInput {
  task: Task;
}

export interface SubmitTaskInput extends AccountInput {
  task: Task;
  tracking: string;
}

export interface SubmittedTask {
  taskId: string;
  /** Absolute. */
  taskUrl: string;
  taskStatus: string;
}

/** Warnings that an activity returns with its result. */
export interface ActivityWarnings {
  /** Warnings for the request's status: those of the service (`Warning: 299`), and those about its answers. */
  warnings: Issue[];
}

/** Input of the search for a submitted Task. */
export interface FindTaskInput extends AccountInput {
  tracking: string;
}

export interface PollTaskInput extends AccountInput {
  taskId: string;
}

/** Output of a completed Task: its type and its reference. Lists of outputs have the Task's order. */
export interface TaskOutput {
  /** Code of the output's type: `phpid`, `whodrugid`, `umc-product-id`, `SubstanceDefinition`, … */
  type: string;
  /** Literal reference, as the Task has it; null for a logical one. */
  reference: string | null;
  identifier: { system: string; value: string } | null;
  /** The contained resource to which a reference `#id` refers. */
  contained?: AnyResource;
}

export interface PolledTask extends ActivityWarnings {
  taskStatus: string;
  /** Reasons of the service for a Task without an identifier. */
  issues: Issue[];
  /** Empty until the Task is completed. */
  outputs: TaskOutput[];
}

export interface FetchOutputsInput extends AccountInput {
  kind: Kind;
  outputs: TaskOutput[];
  requestId: string;
  taskId: string;
  taskUrl: string;
  submittedAt: string;
  completedAt: string;
  polls: number;
}

export interface FetchedOutputs extends ActivityWarnings {
  result: RequestResult;
}

export interface CancelTaskInput extends AccountInput {
  taskId: string;
  strategy: Exclude<CancellationStrategy, 'none'>;
  reason: string | null;
  /** ISO 8601; with the tracking identifier it names this cancellation. */
  requestedAt: string;
  tracking: string;
  /** Whether an earlier run may already have sent the cancellation. Then the activity searches for it first. */
  again: boolean;
}

/** Result of a cancellation at the service. */
export interface CancelledTask extends ActivityWarnings {
  /** `pending`: a second Task requests the cancellation, and its decision is open. */
  outcome: CancellationOutcome;
  /** Id of that second Task; null for the other strategies. */
  abortTaskId: string | null;
}

export interface PollCancellationInput extends AccountInput {
  abortTaskId: string;
}

export interface CheckRequestsInput {
  backfillId: string;
  /** ISO 8601; requests that started before belong to an earlier backfill of the same id. */
  startedAt: string;
  kind: Kind;
  requests: RequestInput[];
  /** Digest of the earlier page of this number; null for none. */
  before: string | null;
}

/** Result of the check of a page. */
export interface CheckedRequests {
  /** Digest that distinguishes pages of the same number. */
  digest: string;
  invalid: { index: number; issues: Issue[] }[];
  /** Requests to start; empty for a page that was added before. */
  fresh: { index: number; workflowId: string }[];
  known: number;
}

export interface StartRequestsInput {
  backfillId: string;
  /** ISO 8601; see CheckRequestsInput. */
  startedAt: string;
  requests: PlannedRequest[];
  perSecond: number;
}

export interface StartedRequests {
  started: number;
  /** Number of requests that other callers started since the check. */
  known: number;
}

export interface CountRequestsInput {
  backfillId: string;
  /** ISO 8601. Requests that ended between this time and `settled` are counted as settled. */
  from: string;
  /** ISO 8601. Requests that ended later are counted as recent, because more may follow. */
  settled: string;
}

export interface CountedRequests {
  settled: EndedRequests;
  recent: EndedRequests;
}

export interface CancelRequestsInput {
  backfillId: string;
  reason: string | null;
  perSecond: number;
}

export interface SweepTasksInput extends AccountInput {
  /** ISO 8601; limits the sweep to Tasks that changed since, where the service can search by time. Null for all Tasks. */
  since: string | null;
}

export interface SweptTasks extends SweepResult, ActivityWarnings {
  /** Number of pages that the sweep has read. */
  pages: number;
}

/** Configuration of a sweep, and the start of the sweep before it. */
export interface SweepPlan {
  fhirTaskQueue: string;
  /** ISO 8601; null when no earlier sweep is known. */
  since: string | null;
}

/** Activities that plan a request or a sweep. They run on the workflows' task queue. */
export interface PlanningActivities {
  buildTask(input: BuildTaskInput): Promise<RequestPlan>;
  /** Asks Temporal to cancel the calling workflow, which has no command for that. */
  requestOwnCancellation(): Promise<void>;
  planSweep(input: SweepInput): Promise<SweepPlan>;
}

/** Activities of a backfill. They call only Temporal, and run on the workflows' task queue. */
export interface BackfillActivities {
  checkRequests(input: CheckRequestsInput): Promise<CheckedRequests>;
  startRequests(input: StartRequestsInput): Promise<StartedRequests>;
  countRequests(input: CountRequestsInput): Promise<CountedRequests>;
  /** Signals every open request to cancel; returns their number. */
  cancelRequests(input: CancelRequestsInput): Promise<number>;
}

/** Activities that call the FHIR service. They run on the rate-limited task queue. */
export interface FhirActivities {
  /** Returns the warnings of a valid Task. */
  validateTask(input: ValidateTaskInput): Promise<Issue[]>;
  submitTask(input: SubmitTaskInput): Promise<SubmittedTask & ActivityWarnings>;
  /** Finds the Task of an earlier submission; null when the service has none. */
  findSubmittedTask(input: FindTaskInput): Promise<(SubmittedTask & ActivityWarnings) | null>;
  pollTask(input: PollTaskInput): Promise<PolledTask>;
  cancelTask(input: CancelTaskInput): Promise<CancelledTask>;
  /** Reads the decision on a cancellation that a second Task requests. */
  pollCancellation(input: PollCancellationInput): Promise<CancelledTask>;
  fetchOutputs(input: FetchOutputsInput): Promise<FetchedOutputs>;
  /** Signals the requests whose Tasks have ended. */
  sweepTasks(input: SweepTasksInput): Promise<SweptTasks>;
}
