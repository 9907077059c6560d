import { setTimeout as delay } from 'node:timers/promises';
import {
  CancelledFailure,
  WorkflowFailedError,
  type WorkflowExecutionDescription,
  type WorkflowHandle,
} from '@temporalio/client';
import { ApplicationFailure, defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { PhpidResult, RequestStatus } from '../../../src/contract/index.js';
import { until } from '../../support/until.js';
import { CALLS, decision, lostPost, type CallOfRequest } from './calls.js';
import type { Line, Script } from './scripted-service.js';

/** The system on which a request is played. */
export interface Stage {
  /** The request's own line to the service. */
  line: Line;
  start: (input: object) => Promise<WorkflowHandle>;
  /** Actions of people at the service. */
  people: {
    complete(taskId: string): Promise<void>;
    /** Grants the cancellation that an abort Task requests. */
    grant(abortTaskId: string): Promise<void>;
  };
}

/** The outcome of a request. */
export interface Played {
  line: Line;
  /** Outcome in a word of the page. */
  outcome: string;
  status: RequestStatus;
  /** The failure that the pending activity showed meanwhile; null where the call was not retried. */
  shown: Shown | null;
}

interface Shown {
  type: string;
  message: string;
}

const STAGE = defineSearchAttributeKey('IdmpStage', SearchAttributeType.KEYWORD);

/** Time between two looks at the request, in milliseconds. */
const LOOK_MS = 400;

/** A schedule so slow that no poll comes by itself during a cancellation. */
const RARELY = { initialSeconds: 600, maximumSeconds: 600, deadlineSeconds: 3600 };

/**
 * Plays one cell of a table: a request whose call receives the row's answer at every attempt, until its pending activity
 * shows the failure. Then the service recovers, and the request continues to its end.
 */
export async function play(call: CallOfRequest, script: Script, stage: Stage): Promise<Played> {
  const handle = await orStuck(startOnItsWay(call, script, stage), stage);
  return await orStuck(playOn(handle, call, script, stage), stage, handle);
}

async function playOn(
  handle: WorkflowHandle,
  call: CallOfRequest,
  script: Script,
  { line, people }: Stage,
): Promise<Played> {
  const ended = endOf(handle);
  ended.catch(() => undefined);
  await Promise.race([line.met, ended]);

  const first = await firstSign(handle, call, ended);
  const showing = typeof first === 'object' ? first : null;
  if (first === 'refused') {
    await people.complete(line.made[0]!);
    await handle.signal('pollNow');
  }
  if (showing !== null) {
    const isBetween = (): boolean => call.after?.(line.calls.at(-1)!, line) === true;
    await until(() => Promise.resolve(!isBetween()), 'the end of an attempt');
    line.recover();
  }
  const end = await ended;
  const shown = showing ?? (await failureInHistory(handle, call));
  const status = await handle.query<RequestStatus>('status');
  return { line, status, shown, outcome: outcomeOf(call, script, line, end, status, shown) };
}

/** Starts a request that is about to make the call, or that a cancellation brings to it. */
async function startOnItsWay(
  call: CallOfRequest,
  script: Script,
  { line, start, people }: Stage,
): Promise<WorkflowHandle> {
  line.answer(call.is, script);
  call.prepare?.(line);
  // A call that reads the decision at the service receives one.
  line.before(decision.is, () => people.grant(line.made[1]!));
  const { way } = call;
  if (way === undefined) return await start({});
  if (way === 'lost POST') {
    line.answer(CALLS.POST.is, lostPost(), 1);
    return await start({});
  }
  if (way === 'lost POST, cancelled') {
    let lose = (): void => undefined;
    line.answer(CALLS.POST.is, lostPost(new Promise((resolve) => (lose = resolve))), 1);
    const handle = await start({ polling: RARELY });
    await until(() => Promise.resolve(line.made.length > 0), 'a Task at the service');
    await handle.signal('cancel');
    await until(async () => (await statusOf(handle)).cancellation !== null, 'the cancellation');
    // The activity is cancelled, too, before its attempt fails.
    await delay(300);
    lose();
    return handle;
  }
  const handle = await start({ polling: RARELY, cancellation: way.cancelledBy });
  await until(async () => stageIn(await handle.describe()) === 'waiting', 'a waiting request');
  await handle.signal('cancel', { reason: 'ordered by mistake' });
  return handle;
}

function statusOf(handle: WorkflowHandle): Promise<RequestStatus> {
  return handle.query<RequestStatus>('status');
}

/** Reads the stage without the worker's help, because a query would be a task of its own for it. */
function stageIn({ typedSearchAttributes }: WorkflowExecutionDescription): string | undefined {
  return typedSearchAttributes.get(STAGE);
}

async function isRefused(handle: WorkflowHandle): Promise<boolean> {
  return (await statusOf(handle)).cancellation?.outcome === 'refused';
}

type End = PhpidResult | 'Canceled' | ApplicationFailure;

async function endOf(handle: WorkflowHandle): Promise<End> {
  try {
    return (await handle.result()) as PhpidResult;
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    if (error.cause instanceof CancelledFailure) return 'Canceled';
    if (error.cause instanceof ApplicationFailure) return error.cause;
    throw error;
  }
}

/** Waits for the first sign: the end, a refused cancellation, or a failure that is retried. */
async function firstSign(
  handle: WorkflowHandle,
  call: CallOfRequest,
  ended: Promise<End>,
): Promise<Shown | 'refused' | 'ended'> {
  const isCancelled = typeof call.way === 'object';
  for (;;) {
    const hasEnded = await Promise.race([ended.then(() => true), delay(LOOK_MS, false)]);
    if (hasEnded) return 'ended';
    const described = await handle.describe();
    const shown = failureShown(described, call);
    if (shown !== null) return shown;
    if (isCancelled && stageIn(described) === 'waiting' && (await isRefused(handle))) return 'refused';
  }
}

/** Reads the failure that operators see at the pending activity; a failure of an earlier call does not count. */
function failureShown({ raw }: WorkflowExecutionDescription, call: CallOfRequest): Shown | null {
  return shownAmong(
    (raw.pendingActivities ?? []).map(({ lastFailure }) => lastFailure),
    call,
  );
}

/** Reads the failure from the history, because a second attempt may succeed before the test has looked. */
async function failureInHistory(handle: WorkflowHandle, call: CallOfRequest): Promise<Shown | null> {
  const { events } = await handle.fetchHistory();
  return shownAmong(
    (events ?? []).map((event) => event.activityTaskStartedEventAttributes?.lastFailure),
    call,
  );
}

type Failure = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number]['lastFailure'];

function shownAmong(failures: readonly Failure[], { named }: CallOfRequest): Shown | null {
  const failure = failures.find((each) => each?.message?.startsWith(named) === true);
  return failure === undefined
    ? null
    : { type: failure?.applicationFailureInfo?.type ?? '', message: failure?.message ?? '' };
}

function outcomeOf(
  call: CallOfRequest,
  { takesEffect }: Script,
  { made, calls }: Line,
  end: End,
  status: RequestStatus,
  shown: Shown | null,
): string {
  const aborts = typeof call.way === 'object' && call.way.cancelledBy === 'task' ? 1 : 0;
  if (made.length > 1 + aborts) return `${made.length} Tasks, of ${calls.length} calls`;
  if (end instanceof ApplicationFailure) return end.type ?? 'a failure without a type';
  if (shown !== null) {
    if (!isWell(call, end, status)) return `does not go on after ${shown.type}`;
    return call.makes === true && takesEffect ? 'adopted' : 'retried';
  }
  if (typeof call.way === 'object') {
    const outcome = status.cancellation?.outcome ?? 'no cancellation';
    return (end === 'Canceled') === (outcome !== 'refused') ? outcome : `${outcome}, and yet the other end`;
  }
  if (!isWell(call, end, status)) return 'another result';
  if (call.way !== undefined) return 'found';
  return status.issues.length > 0 ? 'warning' : 'goes on';
}

/** Whether a request ends as it does at a service without faults. */
function isWell({ way }: CallOfRequest, end: End, { cancellation, taskId }: RequestStatus): boolean {
  if (way === undefined || way === 'lost POST') {
    return typeof end === 'object' && 'phpids' in end && isWhole(end);
  }
  return end === 'Canceled' && taskId !== null && cancellation?.outcome === 'accepted';
}

/** Whether a result is complete. The ids of the sandbox's PhPID resources are the PhPIDs. */
function isWhole({ phpids, resources }: PhpidResult): boolean {
  const isOwn = phpids.every(({ reference, value }) => reference?.endsWith(`/${value}`) === true);
  return phpids.map(({ level }) => level).join() === '1,2,3,4' && isOwn && resources.length >= 4;
}

const STUCK_MS = 150_000;

/** Waits for work on a request. If the request does not continue, the error has its calls and the operator's view of it. */
async function orStuck<T>(work: Promise<T>, { line }: Stage, handle?: WorkflowHandle): Promise<T> {
  const ended = new AbortController();
  const stuck = delay(STUCK_MS, undefined, { signal: ended.signal }).then(async () => {
    const made = line.calls.map(({ method, path }) => `${method} ${path}`);
    const pending = (await handle?.describe())?.raw.pendingActivities ?? [];
    const shown = pending.map(
      ({ activityType, attempt, lastFailure }) =>
        `${activityType?.name}, attempt ${attempt}: ${lastFailure?.message}`,
    );
    throw new Error(
      `no outcome within ${STUCK_MS} ms; calls: ${made.join(', ')}; pending: ${shown.join(', ')}`,
    );
  });
  try {
    return await Promise.race([work, stuck]);
  } finally {
    stuck.catch(() => undefined);
    ended.abort();
  }
}
