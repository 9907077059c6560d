import type { Task } from 'fhir/r5';
import type { EditionName, Kind } from './editions.js';
import type { CancellationStrategy, PollingSchedule, RequestInput } from './request.js';
import type { RequestResult } from './result.js';
import type { Issue } from './status.js';

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

export interface PollTaskInput extends Addressee {
  taskId: string;
}

/** An output of a completed Task: what it is, and where it leads. */
export interface TaskOutput {
  /** Code of the output's type: `phpid`, `whodrugid`, `umc-product-id`, `SubstanceDefinition`, … */
  type: string;
  /** Literal reference, as the Task has it; null for a logical one. */
  reference: string | null;
  identifier: { system: string; value: string } | null;
}

export interface PolledTask {
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

/** Activities as workflows see them. `buildTask` runs beside the workflows, the rest on the FHIR task queue. */
export interface PlanningActivities {
  buildTask(input: BuildTaskInput): Promise<RequestPlan>;
}

export interface FhirActivities {
  /** Answers the warnings of a Task that passed. */
  validateTask(input: ValidateTaskInput): Promise<Issue[]>;
  submitTask(input: SubmitTaskInput): Promise<SubmittedTask>;
  pollTask(input: PollTaskInput): Promise<PolledTask>;
  fetchOutputs(input: FetchOutputsInput): Promise<RequestResult>;
}
