import { setCurrentDetails, upsertMemo, workflowInfo } from '@temporalio/workflow';
import {
  DEFAULT_ACCOUNT,
  ENDED_STAGES,
  ENDED_WITHOUT_RESULT,
  MEMO_OUTCOME,
  MEMO_SUBJECT,
  type CancellationOutcome,
  type Issue,
  type Kind,
  type PolledTask,
  type RequestInput,
  type RequestOutcome,
  type RequestPlan,
  type RequestStatus,
  type RequestSubject,
  type Stage,
  type SubmittedTask,
  type TaskChange,
} from '../contract/index.js';
import { countStart, measureEnd, measurePoll } from './metrics.js';
import { requestDetails } from './request-details.js';
import { searchAttribute, setSearchAttributes } from './search-attributes.js';

/** State that a waiting request hands to its next run: plain data. */
export interface WaitingState {
  plan: Omit<RequestPlan, 'task'>;
  submitted: SubmittedTask;
  /** ISO 8601. */
  submittedAt: string;
  /** Milliseconds since 1970 after which the request fails. */
  deadline: number;
  status: RequestStatus;
  /** Number of completed waits of the schedule. Waits that a requested poll ended do not count. */
  waits: number;
  /** Id of the Task that requests the cancellation, while the decision on it is pending. */
  abortTaskId: string | null;
}

/**
 * Short stages that the search attribute `IdmpStage` does not show, because each change costs an event and a write to
 * Temporal's visibility store. The status query and the page in the web UI show them. `fetching` is also short, but sweeps
 * need it to skip requests that already know that their Task has ended.
 */
const PASSING_STAGES: readonly Stage[] = ['validating', 'submitting'];

/** Limits the issues in the status to which warnings are added, because a service may warn differently at each poll. */
const MAX_WARNINGS = 50;

/** State of one request. Each change updates the status query, the search attributes and the page in the web UI. */
export class RequestState {
  readonly account: string;
  readonly requestId: string;
  /** ISO 8601; null until the request has a Task at the service. */
  submittedAt: string | null;
  /** Whether the Task was built. */
  isPlanned: boolean;
  /** Called when a caller cancels the request. */
  onCancel: (() => void) | null = null;
  /** Called when a caller requests a poll. */
  onPollRequested: (() => void) | null = null;
  #pollRequested = false;
  /** The final Task as a sweep has read it. */
  #swept: PolledTask | null = null;
  #status: RequestStatus;
  #outcome: Partial<RequestOutcome> | undefined;

  constructor(
    readonly kind: Kind,
    readonly input: RequestInput,
    carried: WaitingState | undefined,
  ) {
    this.account = input.account ?? DEFAULT_ACCOUNT;
    this.requestId = input.requestId ?? workflowInfo().workflowId;
    this.#status = carried?.status ?? {
      stage: 'building',
      taskId: null,
      taskUrl: null,
      taskStatus: null,
      polls: 0,
      lastPolledAt: null,
      nextPollAt: null,
      cancellation: null,
      issues: [],
    };
    this.submittedAt = carried?.submittedAt ?? null;
    this.isPlanned = carried !== undefined;
    // `idmp` and `IdmpClient` set them at the start, which saves an event.
    if (carried === undefined && searchAttribute('IdmpStage') === undefined) {
      setSearchAttributes({
        IdmpKind: kind,
        IdmpAccount: this.account,
        IdmpStage: 'building',
        ...(input.backfillId === undefined ? {} : { IdmpBackfill: input.backfillId }),
      });
    }
    this.#show();
  }

  get status(): RequestStatus {
    return this.#status;
  }

  /** Whether the request polls its Task. */
  get isPolling(): boolean {
    return this.#status.stage === 'waiting' || this.#status.stage === 'cancelling';
  }

  /** Enters a stage. Search attributes change with it in one event, unless the stage is short. */
  enter(stage: Stage, attributes: { IdmpTaskId?: string; IdmpIdentifier?: string } = {}): void {
    if (this.#status.stage === stage) return;
    if (!PASSING_STAGES.includes(stage)) setSearchAttributes({ IdmpStage: stage, ...attributes });
    this.#update({ stage, ...(ENDED_STAGES.includes(stage) ? { nextPollAt: null } : {}) });
  }

  /** Records that the Task was built. */
  recordPlan(): void {
    this.isPlanned = true;
    countStart(this);
  }

  /** Ends the request, and writes the outcome into its memo for lists of requests. */
  end(stage: Stage, outcome: Partial<RequestOutcome>, attributes: { IdmpIdentifier?: string } = {}): void {
    this.#outcome = outcome;
    this.enter(stage, attributes);
    const { taskId, polls } = this.#status;
    const { submittedAt } = this;
    const remembered: RequestOutcome = { taskId, submittedAt, polls, ...outcome };
    upsertMemo({ [MEMO_OUTCOME]: remembered });
    measureEnd(this, stage, failureOf(outcome), this.#secondsSinceSubmission());
  }

  /** Whether a cancellation is pending. */
  get isBeingCancelled(): boolean {
    return this.#status.cancellation?.outcome === 'pending';
  }

  /** Whether a cancellation was accepted, or the service does not support one. */
  get isCancelled(): boolean {
    const outcome = this.#status.cancellation?.outcome;
    return outcome === 'accepted' || outcome === 'unsupported';
  }

  /** Cancels the request. A second cancellation changes nothing while the first is pending. */
  cancel(reason: string | null): void {
    if (this.isBeingCancelled || ENDED_STAGES.includes(this.#status.stage)) return;
    const requestedAt = new Date().toISOString();
    // The Task is completed, and its result is delivered.
    const outcome = this.#status.stage === 'fetching' ? 'refused' : 'pending';
    this.#update({ cancellation: { reason, requestedAt, outcome } });
    if (this.isBeingCancelled) this.onCancel?.();
  }

  /** Records the decision on a pending cancellation. */
  settleCancellation(outcome: CancellationOutcome): void {
    const { cancellation } = this.#status;
    if (cancellation?.outcome === 'pending') this.#update({ cancellation: { ...cancellation, outcome } });
  }

  recordSubmission({ taskId, taskUrl, taskStatus }: SubmittedTask, at: string): void {
    this.submittedAt = at;
    this.#update({ taskId, taskUrl, taskStatus });
  }

  /** Handles a report that the Task changed. A request that does not know its Task yet polls as soon as it does. */
  handleTaskChange(change: TaskChange | undefined): void {
    const { taskId } = this.#status;
    if (taskId !== null && change?.taskId !== taskId) return;
    if (taskId !== null && isEnded(change?.polled)) this.#swept = change.polled;
    this.requestPoll();
  }

  /** Makes the next poll due now. */
  requestPoll(): void {
    this.#pollRequested = true;
    this.onPollRequested?.();
  }

  get isPollRequested(): boolean {
    return this.#pollRequested;
  }

  /** Clears the requested poll, which is about to be made; returns whether there was one. */
  takePollRequest(): boolean {
    const wasRequested = this.#pollRequested;
    this.#pollRequested = false;
    return wasRequested;
  }

  /** Returns the final Task that a sweep has read, once. */
  takeSweptTask(): PolledTask | null {
    const swept = this.#swept;
    this.#swept = null;
    return swept;
  }

  announcePoll(time: number): void {
    this.#update({ nextPollAt: new Date(time).toISOString() });
  }

  recordPoll(polled: PolledTask, at: number): void {
    this.recordTask(polled);
    this.#update({ polls: this.#status.polls + 1, lastPolledAt: new Date(at).toISOString() });
    const { taskStatus } = polled;
    const hasEnded = taskStatus === 'completed' || ENDED_WITHOUT_RESULT.includes(taskStatus);
    measurePoll(this, hasEnded ? 'ended' : 'open', this.#secondsSinceSubmission() ?? 0);
  }

  /** Records the Task as a poll or a sweep has read it. */
  recordTask({ taskStatus, warnings }: PolledTask): void {
    this.addWarnings(warnings);
    this.#update({ taskStatus, nextPollAt: null });
  }

  /** Adds warnings of a poll, up to the limit. */
  addWarnings(warnings: Issue[]): void {
    if (this.#status.issues.length < MAX_WARNINGS) this.addIssues(warnings);
  }

  /** Adds new issues to the status: warnings, or the reasons of a failure. */
  addIssues(issues: Issue[]): void {
    const noted = new Set(this.#status.issues.map(issueKey));
    const fresh = issues.filter((issue) => !noted.has(issueKey(issue)) && noted.add(issueKey(issue)));
    if (fresh.length > 0) this.#update({ issues: [...this.#status.issues, ...fresh] });
  }

  #secondsSinceSubmission(): number | null {
    return this.submittedAt === null ? null : (Date.now() - Date.parse(this.submittedAt)) / 1_000;
  }

  #update(changes: Partial<RequestStatus>): void {
    this.#status = { ...this.#status, ...changes };
    this.#show();
  }

  #show(): void {
    const { kind, account } = this;
    const subject = workflowInfo().memo?.[MEMO_SUBJECT] as RequestSubject | null | undefined;
    setCurrentDetails(requestDetails({ kind, account, subject, outcome: this.#outcome }, this.#status));
  }
}

/** Returns the type of the failure that ended the request; null for a result or a cancellation. */
function failureOf({ reason }: Partial<RequestOutcome>): string | null {
  return reason === undefined || reason.type === 'Cancelled' ? null : reason.type;
}

/** Checks a Task in a signal, which any caller may have written. */
function isEnded(polled: Partial<PolledTask> | undefined): polled is PolledTask {
  const { taskStatus, outputs, issues, warnings } = polled ?? {};
  if (![outputs, issues, warnings].every(Array.isArray)) return false;
  return taskStatus === 'completed' ? outputs!.length > 0 : ENDED_WITHOUT_RESULT.includes(taskStatus ?? '');
}

function issueKey({ severity, code, text, expression }: Issue): string {
  return JSON.stringify([severity, code, text, expression]);
}
