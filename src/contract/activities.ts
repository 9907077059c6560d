import type { Task } from 'fhir/r5';
import type { EditionName, Kind } from './editions.js';
import type { AnyResource } from './product.js';
import type { CancellationStrategy, PollingSchedule, RequestInput } from './request.js';
import type { RequestResult } from './result.js';
import type { CancellationOutcome, Issue } from './status.js';

/** Where the calls of a request go. */
export interface Addressee {
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

export interface ValidateTaskInput extends Addressee {
  task: Task;
}

export interface SubmitTaskInput extends Addressee {
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
export interface Noted {
  /** For the request's status: what the service announces (`Warning: 299`), and what was odd in its answers. */
  warnings: Issue[];
}

/** By what a Task that may stand at the service is found again. */
export interface FindTaskInput extends Addressee {
  tracking: string;
}

export interface PollTaskInput extends Addressee {
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

export interface PolledTask extends Noted {
  taskStatus: string;
  /** Why a Task ended without an identifier, where the service says it. */
  issues: Issue[];
  /** Empty until the Task is completed. */
  outputs: TaskOutput[];
}

export interface FetchOutputsInput extends Addressee {
  kind: Kind;
  outputs: TaskOutput[];
  requestId: string;
  taskId: string;
  taskUrl: string;
  submittedAt: string;
  completedAt: string;
  polls: number;
}

export interface FetchedOutputs extends Noted {
  result: RequestResult;
}

export interface CancelTaskInput extends Addressee {
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
export interface CancelledTask extends Noted {
  /** `pending`: a second Task asks for it, and its decision is to be waited for. */
  outcome: CancellationOutcome;
  /** That second Task; null where there is none. */
  abortTaskId: string | null;
}

export interface PollCancellationInput extends Addressee {
  abortTaskId: string;
}

/** Activities as workflows see them. These run beside the workflows, the others on the FHIR task queue. */
export interface PlanningActivities {
  buildTask(input: BuildTaskInput): Promise<RequestPlan>;
  /** Has Temporal cancel the calling workflow, which cannot do so itself. */
  requestOwnCancellation(): Promise<void>;
}

export interface FhirActivities {
  /** Answers the warnings of a Task that passed. */
  validateTask(input: ValidateTaskInput): Promise<Issue[]>;
  submitTask(input: SubmitTaskInput): Promise<SubmittedTask & Noted>;
  /** The Task that an earlier submission left at the service; null where none stands. */
  findSubmittedTask(input: FindTaskInput): Promise<(SubmittedTask & Noted) | null>;
  pollTask(input: PollTaskInput): Promise<PolledTask>;
  cancelTask(input: CancelTaskInput): Promise<CancelledTask>;
  /** The decision on a cancellation that a second Task asks for. */
  pollCancellation(input: PollCancellationInput): Promise<CancelledTask>;
  fetchOutputs(input: FetchOutputsInput): Promise<FetchedOutputs>;
}
