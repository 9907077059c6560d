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

/** What a waiting request takes along when it continues as a new run: plain data. */
export interface WaitingState {
  plan: Omit<RequestPlan, 'task'>;
  submitted: SubmittedTask;
  /** ISO 8601. */
  submittedAt: string;
  /** Milliseconds since 1970 at which the request gives up. */
  deadline: number;
  status: RequestStatus;
  /** How many waits of the schedule have passed; polls that somebody asked for do not count. */
  waits: number;
  /** The Task that asks the service to cancel the request's own one, while its decision is waited for. */
  abortTaskId: string | null;
}

/**
 * Stages of moments: lists of requests (search attribute `IdmpStage`) go on showing the one before, as each change costs an
 * event and a write to the store that lists are made from. The status query and the web UI's details show them all.
 * `fetching` is none of them: sweeps see by it who needs not be told any more.
 */
const PASSING_STAGES: readonly Stage[] = ['validating', 'submitting'];

/** A service whose warnings differ from poll to poll must not fill the history with them. */
const MAX_WARNINGS = 50;

/** One request's state, and how it shows: in the status query, the search attributes and the web UI. */
export class RequestState {
  readonly account: string;
  readonly requestId: string;
  /** ISO 8601; null until a Task stands at the service. */
  submittedAt: string | null;
  /** Whether it was made into a Task. */
  isPlanned: boolean;
  /** Called when somebody cancels the request. */
  onCancel: (() => void) | null = null;
  /** Called when somebody wants a poll now. */
  onPollRequested: (() => void) | null = null;
  #pollRequested = false;
  /** What a sweep has read of the ended Task. */
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
    // Our own starters have set them, which saves an event.
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

  /** Whether a Task stands at the service and is looked at from time to time. */
  get isPolling(): boolean {
    return this.#status.stage === 'waiting' || this.#status.stage === 'cancelling';
  }

  /** Moves to a stage; where it rests there, search attributes change with it, in one event. */
  enter(stage: Stage, attributes: { IdmpTaskId?: string; IdmpIdentifier?: string } = {}): void {
    if (this.#status.stage === stage) return;
    if (!PASSING_STAGES.includes(stage)) setSearchAttributes({ IdmpStage: stage, ...attributes });
    this.#update({ stage, ...(ENDED_STAGES.includes(stage) ? { nextPollAt: null } : {}) });
  }

  /** The request was made into a Task. */
  recordPlan(): void {
    this.isPlanned = true;
    countStart(this);
  }

  /** Ends the request: its memo says how, for lists of many. */
  end(stage: Stage, outcome: Partial<RequestOutcome>, attributes: { IdmpIdentifier?: string } = {}): void {
    this.#outcome = outcome;
    this.enter(stage, attributes);
    const { taskId, polls } = this.#status;
    const { submittedAt } = this;
    const remembered: RequestOutcome = { taskId, submittedAt, polls, ...outcome };
    upsertMemo({ [MEMO_OUTCOME]: remembered });
    measureEnd(this, stage, failureOf(outcome), this.#secondsSinceSubmission());
  }

  /** Whether somebody has cancelled the request, and nothing has come of it yet. */
  get isBeingCancelled(): boolean {
    return this.#status.cancellation?.outcome === 'pending';
  }

  /** Whether a cancellation has ended the request. */
  get isCancelled(): boolean {
    const outcome = this.#status.cancellation?.outcome;
    return outcome === 'accepted' || outcome === 'unsupported';
  }

  /** Somebody cancels the request; while that is pending, who asks again changes nothing. */
  cancel(reason: string | null): void {
    if (this.isBeingCancelled || ENDED_STAGES.includes(this.#status.stage)) return;
    const requestedAt = new Date().toISOString();
    // The Task is completed: its result is on its way.
    const outcome = this.#status.stage === 'fetching' ? 'refused' : 'pending';
    this.#update({ cancellation: { reason, requestedAt, outcome } });
    if (this.isBeingCancelled) this.onCancel?.();
  }

  settleCancellation(outcome: CancellationOutcome): void {
    const { cancellation } = this.#status;
    if (cancellation?.outcome === 'pending') this.#update({ cancellation: { ...cancellation, outcome } });
  }

  recordSubmission({ taskId, taskUrl, taskStatus }: SubmittedTask, at: string): void {
    this.submittedAt = at;
    this.#update({ taskId, taskUrl, taskStatus });
  }

  /** Somebody saw the Task change. Before the request knows its Task itself, it looks as soon as it does. */
  handleTaskChange(change: TaskChange | undefined): void {
    const { taskId } = this.#status;
    if (taskId !== null && change?.taskId !== taskId) return;
    if (taskId !== null && isEnded(change?.polled)) this.#swept = change.polled;
    this.requestPoll();
  }

  /** A signal, an update or a decision of the service makes the next poll due now. */
  requestPoll(): void {
    this.#pollRequested = true;
    this.onPollRequested?.();
  }

  get isPollRequested(): boolean {
    return this.#pollRequested;
  }

  /** The poll that somebody has asked for is about to be made. */
  takePollRequest(): boolean {
    const wasRequested = this.#pollRequested;
    this.#pollRequested = false;
    return wasRequested;
  }

  /** What a sweep has read, once. */
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

  /** Takes over what was read of the Task, by a poll or by a sweep. */
  recordTask({ taskStatus, warnings }: PolledTask): void {
    this.addWarnings(warnings);
    this.#update({ taskStatus, nextPollAt: null });
  }

  /** Adds what a poll had to say beside its answer, until there is enough of it. */
  addWarnings(warnings: Issue[]): void {
    if (this.#status.issues.length < MAX_WARNINGS) this.addIssues(warnings);
  }

  /** Adds warnings of the way so far, or the reasons of the end; what is noted already is not noted again. */
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

/** Type of the failure that a request ended with; a cancellation is none. */
function failureOf({ reason }: Partial<RequestOutcome>): string | null {
  return reason === undefined || reason.type === 'Cancelled' ? null : reason.type;
}

/** Any caller may have written it. */
function isEnded(polled: Partial<PolledTask> | undefined): polled is PolledTask {
  const { taskStatus, outputs, issues, warnings } = polled ?? {};
  if (![outputs, issues, warnings].every(Array.isArray)) return false;
  return taskStatus === 'completed' ? outputs!.length > 0 : ENDED_WITHOUT_RESULT.includes(taskStatus ?? '');
}

function issueKey({ severity, code, text, expression }: Issue): string {
  return JSON.stringify([severity, code, text, expression]);
}
