import { setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import {
  DEFAULT_ACCOUNT,
  ENDED_STAGES,
  type CancellationOutcome,
  type Issue,
  type Kind,
  type PolledTask,
  type RequestInput,
  type RequestPlan,
  type RequestStatus,
  type Stage,
  type SubmittedTask,
} from '../contract/index.js';
import { requestDetails } from './request-details.js';
import { setSearchAttributes } from './search-attributes.js';

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

/** A service whose warnings differ from poll to poll must not fill the history with them. */
const MOST_WARNINGS = 50;

/** One request's state, and how it shows: in the status query, the search attributes and the web UI. */
export class RequestState {
  readonly account: string;
  readonly requestId: string;
  /** Set by a signal or an update: the next poll is due now. */
  pollRequested = false;
  #status: RequestStatus;

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
    if (carried === undefined) {
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

  /** Moves to a stage; search attributes change with it, in one event. */
  enter(stage: Stage, attributes: { IdmpTaskId?: string; IdmpIdentifier?: string } = {}): void {
    if (this.#status.stage === stage) return;
    setSearchAttributes({ IdmpStage: stage, ...attributes });
    this.#update({ stage, ...(ENDED_STAGES.includes(stage) ? { nextPollAt: null } : {}) });
  }

  /** Whether somebody has cancelled the request, and nothing has come of it yet. */
  get isBeingCancelled(): boolean {
    return this.#status.cancellation?.outcome === 'pending';
  }

  /** Whether a cancellation has ended the request. */
  get isCalledOff(): boolean {
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
  }

  cancellationDecided(outcome: CancellationOutcome): void {
    const { cancellation } = this.#status;
    if (cancellation?.outcome === 'pending') this.#update({ cancellation: { ...cancellation, outcome } });
  }

  submitted({ taskId, taskUrl, taskStatus }: SubmittedTask): void {
    this.#update({ taskId, taskUrl, taskStatus });
  }

  willPollAt(time: number): void {
    this.#update({ nextPollAt: new Date(time).toISOString() });
  }

  polled({ taskStatus, warnings }: PolledTask, at: number): void {
    const lastPolledAt = new Date(at).toISOString();
    this.warn(warnings);
    this.#update({ taskStatus, polls: this.#status.polls + 1, lastPolledAt, nextPollAt: null });
  }

  /** Adds what a poll had to say beside its answer, until there is enough of it. */
  warn(warnings: Issue[]): void {
    if (this.#status.issues.length < MOST_WARNINGS) this.note(warnings);
  }

  /** Adds warnings of the way so far, or the reasons of the end; what is noted already is not noted again. */
  note(issues: Issue[]): void {
    const noted = new Set(this.#status.issues.map(asText));
    const fresh = issues.filter((issue) => !noted.has(asText(issue)) && noted.add(asText(issue)));
    if (fresh.length > 0) this.#update({ issues: [...this.#status.issues, ...fresh] });
  }

  #update(changes: Partial<RequestStatus>): void {
    this.#status = { ...this.#status, ...changes };
    this.#show();
  }

  #show(): void {
    setCurrentDetails(requestDetails(this.kind, this.account, this.#status));
  }
}

function asText({ severity, code, text, expression }: Issue): string {
  return JSON.stringify([severity, code, text, expression]);
}
