import type { Task } from 'fhir/r5.js';
import type { EndedRequests, PlannedRequest } from './backfill.js';
import type { EditionName, Kind } from './editions.js';
import type { AnyResource } from './product.js';
import type { CancellationStrategy, PollingSchedule, RequestInput } from './request.js';
import type { RequestResult } from './result.js';
import type { CancellationOutcome, Issue } from './status.js';
import type { SweepInput, SweepResult } from './sweep.js';

/** Where the calls of a request go. */
export interface AccountInput {
  account: string;
}

export interface BuildTaskInput {
  kind: Kind;
  request: RequestInput;
  /** Value of the tracking identifier: workflow id, `#`, id of the first run. */
  tracking: string;
  /** ISO 8601; becomes `authoredOn` and `lastModified`, so that every try builds the same Task. */
  now: string;
}

/** All that a workflow needs to know of configuration and edition: decided once, kept in its history. */
export interface RequestPlan {
  edition: EditionName;
  task: Task;
  polling: PollingSchedule;
  cancellation: CancellationStrategy;
  /** Task queue of the calls to the FHIR service. */
  fhirTaskQueue: string;
  /** What was left out or changed on the way to the edition's form. */
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

/** What is said beside an activity's answer. */
export interface ActivityWarnings {
  /** For the request's status: what the service announces (`Warning: 299`), and what was odd in its answers. */
  warnings: Issue[];
}

/** By what a Task that may stand at the service is found again. */
export interface FindTaskInput extends AccountInput {
  tracking: string;
}

export interface PollTaskInput extends AccountInput {
  taskId: string;
}

/** An output of a completed Task: what it is, and where it leads. They stand in the Task's order. */
export interface TaskOutput {
  /** Code of the output's type: `phpid`, `whodrugid`, `umc-product-id`, `SubstanceDefinition`, … */
  type: string;
  /** Literal reference, as the Task has it; null for a logical one. */
  reference: string | null;
  identifier: { system: string; value: string } | null;
  /** What a reference to `#id` leads to within the Task. */
  contained?: AnyResource;
}

export interface PolledTask extends ActivityWarnings {
  taskStatus: string;
  /** Why a Task ended without an identifier, where the service says it. */
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
  /** An earlier run may have asked already: look before asking. */
  again: boolean;
}

/** What became of calling a Task off. */
export interface CancelledTask extends ActivityWarnings {
  /** `pending`: a second Task asks for it, and its decision is to be waited for. */
  outcome: CancellationOutcome;
  /** That second Task; null where there is none. */
  abortTaskId: string | null;
}

export interface PollCancellationInput extends AccountInput {
  abortTaskId: string;
}

export interface CheckRequestsInput {
  backfillId: string;
  /** ISO 8601; what began before belongs to an earlier life of the backfill. */
  startedAt: string;
  kind: Kind;
  requests: RequestInput[];
  /** Digest of the page of this number that was there before; null for none. */
  before: string | null;
}

/** A page as it was judged. */
export interface CheckedRequests {
  /** Tells pages of the same number apart. */
  digest: string;
  invalid: { index: number; issues: Issue[] }[];
  /** Those that are to be started; empty for a page that was there before. */
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
  /** Others started them since they were checked. */
  known: number;
}

export interface CountRequestsInput {
  backfillId: string;
  /** ISO 8601. Requests that ended from here on, and before `settled`, … */
  from: string;
  /** … are counted apart from those that ended later: nothing is added to them any more. */
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
  /** ISO 8601; only what has changed since is looked at, where the service can search by time. Null for all. */
  since: string | null;
}

export interface SweptTasks extends SweepResult, ActivityWarnings {
  /** Pages that were read. */
  pages: number;
}

/** What a sweep needs to know of configuration, and of the sweep before it. */
export interface SweepPlan {
  fhirTaskQueue: string;
  /** ISO 8601; null where no earlier sweep is known. */
  since: string | null;
}

/** Activities as workflows see them. These run beside the workflows, the others on the FHIR task queue. */
export interface PlanningActivities {
  buildTask(input: BuildTaskInput): Promise<RequestPlan>;
  /** Has Temporal cancel the calling workflow, which cannot do so itself. */
  requestOwnCancellation(): Promise<void>;
  planSweep(input: SweepInput): Promise<SweepPlan>;
}

/** What a backfill does with requests; these call Temporal alone, and run beside the workflows, too. */
export interface BackfillActivities {
  checkRequests(input: CheckRequestsInput): Promise<CheckedRequests>;
  startRequests(input: StartRequestsInput): Promise<StartedRequests>;
  countRequests(input: CountRequestsInput): Promise<CountedRequests>;
  /** Tells every open request to cancel itself; answers how many. */
  cancelRequests(input: CancelRequestsInput): Promise<number>;
}

export interface FhirActivities {
  /** Answers the warnings of a Task that passed. */
  validateTask(input: ValidateTaskInput): Promise<Issue[]>;
  submitTask(input: SubmitTaskInput): Promise<SubmittedTask & ActivityWarnings>;
  /** The Task that an earlier submission left at the service; null where none stands. */
  findSubmittedTask(input: FindTaskInput): Promise<(SubmittedTask & ActivityWarnings) | null>;
  pollTask(input: PollTaskInput): Promise<PolledTask>;
  cancelTask(input: CancelTaskInput): Promise<CancelledTask>;
  /** The decision on a cancellation that a second Task asks for. */
  pollCancellation(input: PollCancellationInput): Promise<CancelledTask>;
  fetchOutputs(input: FetchOutputsInput): Promise<FetchedOutputs>;
  /** Tells the requests whose Tasks have ended. */
  sweepTasks(input: SweepTasksInput): Promise<SweptTasks>;
}
