import { allHandlersFinished, CancellationScope, condition, workflowInfo } from '@temporalio/workflow';
import type { ApplicationFailure } from '@temporalio/common';
import type {
  FailureType,
  Kind,
  PolledTask,
  RequestInput,
  RequestOutcome,
  RequestResult,
} from '../contract/index.js';
import { carryOutCancellation } from './cancellation.js';
import { endRunAsCancelled } from './end-as-cancelled.js';
import { isLong } from './history-length.js';
import { fhirActivities } from './request-activities.js';
import { failureOfRequest, issuesOf, stageOf } from './request-ending.js';
import { answerMessages } from './request-handlers.js';
import { RequestState, type WaitingState } from './request-state.js';
import { besideCallingOff } from './scopes.js';
import { submit } from './submit.js';
import { waitForCompletion } from './wait-for-completion.js';

/** How a workflow type goes on in a new run; never returns. */
export type ContinueAsNew = (input: RequestInput, waiting: WaitingState) => Promise<never>;

/**
 * A request as the guide's page tells it (phpIdRequest, substanceRequest): build the Task, have it validated, submit
 * it, wait until people at the service have completed it, fetch what was produced. At any time it may be cancelled;
 * a result that is there first is delivered.
 *
 * @param carried what an earlier run of the same request hands over
 */
export async function runRequest(
  kind: Kind,
  input: RequestInput,
  carried: WaitingState | undefined,
  continueAsNew: ContinueAsNew,
): Promise<RequestResult> {
  const state = new RequestState(kind, input, carried);
  answerMessages(state);
  // Temporal's own cancellation means the same as the signal: the request decides how it ends.
  const root = CancellationScope.current();
  root.cancelRequested.catch(() => state.cancel(null));
  return await CancellationScope.nonCancellable(async () => {
    try {
      const waiting = carried ?? (await submit(state));
      if (waiting === null) {
        state.cancellationDecided('accepted');
        return await endAsCancelled(state, root);
      }
      const completed = await waitForEnd(state, waiting, root);
      if (completed === 'cancelled') return await endAsCancelled(state, root);
      if (completed === null) return await continueAsNew(input, { ...waiting, status: state.status });
      const result = await fetch(state, waiting, completed.outputs);
      state.end('completed', outcomeOf(result), { IdmpIdentifier: identifierOf(result) });
      return result;
    } catch (error) {
      throw ending(error, state);
    } finally {
      // Nothing may be half answered when a run ends, whichever way.
      await condition(allHandlersFinished);
    }
  });
}

/** Step 4, and whoever calls it off: the completed Task, or how else the waiting ends; null asks to go on in a new run. */
async function waitForEnd(
  state: RequestState,
  waiting: WaitingState,
  root: CancellationScope,
): Promise<PolledTask | 'cancelled' | null> {
  // A refused cancellation of Temporal's is used up, and a new run can be cancelled again.
  const isUsedUp = (): boolean => root.consideredCancelled && !state.isBeingCancelled;
  // A pinned run would keep the workers of its version for months. One poll a run at least: no version is worth a loop.
  const { polls } = state.status;
  const hasNewVersion = (): boolean =>
    workflowInfo().targetWorkerDeploymentVersionChanged && state.status.polls > polls;
  const mustContinue = (): boolean => isLong(workflowInfo()) || hasNewVersion() || isUsedUp();
  const calledOff = (error: unknown): 'cancelled' => {
    if (!isCalledOff(error, state)) throw error;
    state.cancellationDecided('accepted');
    return 'cancelled';
  };
  for (;;) {
    // Where it was asked for in an earlier run, that run may have asked the service, too.
    const isPending = state.isBeingCancelled;
    const end = await besideCallingOff<PolledTask | 'cancelled' | null>(
      state,
      () => waitForCompletion(state, waiting, mustContinue).catch(calledOff),
      async () => {
        await carryOutCancellation(state, waiting, isPending);
        return 'cancelled';
      },
    );
    // Both may have ended at once: what was called off does not go on.
    if (end === null && state.isCalledOff) return 'cancelled';
    if (end !== null) return end;
    // Whoever asked for a poll in this moment gets it from this run: the next one would not know of it.
    await condition(() => state.isPollRequested || allHandlersFinished());
    if (!state.isPollRequested) return null;
  }
}

/** Whether the Task ended because of our cancellation, whose own answer was lost, is still to come, or came with it. */
function isCalledOff(error: unknown, state: RequestState): boolean {
  if (!state.isBeingCancelled && !state.isCalledOff) return false;
  const isGone = failureOfRequest(error, null)?.type === 'TaskGone';
  return isGone || state.status.taskStatus === 'cancelled';
}

/** Steps 5 and 6: what the completed Task's outputs lead to. */
async function fetch(
  state: RequestState,
  { plan, submitted, submittedAt, deadline }: WaitingState,
  outputs: Parameters<ReturnType<typeof fhirActivities>['fetchOutputs']>[0]['outputs'],
): Promise<RequestResult> {
  state.cancellationDecided('refused');
  state.enter('fetching');
  const { fetchOutputs } = fhirActivities(plan.fhirTaskQueue, deadline);
  const { kind, account, requestId } = state;
  const { taskId, taskUrl } = submitted;
  const { polls } = state.status;
  const completedAt = new Date().toISOString();
  const { result, warnings } = await fetchOutputs.executeWithOptions(
    { summary: `outputs of Task/${taskId}` },
    [{ kind, account, outputs, requestId, taskId, taskUrl, submittedAt, completedAt, polls }],
  );
  state.note(warnings);
  return result;
}

/** What lists of many requests show of a result. */
function outcomeOf(result: RequestResult): Partial<RequestOutcome> {
  if ('gsid' in result) return { gsid: result.gsid.value };
  const phpids = result.phpids.map(({ value, level }) => ({ value, level }));
  return { phpids, productId: result.productId?.value ?? null };
}

/** The PhPID of the deepest level (levels ascend), or the GSID. */
function identifierOf(result: RequestResult): string {
  return 'gsid' in result ? result.gsid.value : result.phpids.at(-1)!.value;
}

/** What is no outcome of a request, a bug of ours say, shows as itself. */
function ending(error: unknown, state: RequestState): unknown {
  const failure = failureOfRequest(error, state.status.taskId);
  if (failure === null) return error;
  // The Task ended by itself before anything came of a cancellation; at the deadline nobody knows.
  if (failure.type !== 'DeadlineExceeded') state.cancellationDecided('refused');
  state.note(issuesOf(failure));
  state.end(stageOf(failure), { reason: reasonOf(failure) });
  return failure;
}

/** A memo holds little: the beginning of a long story has to do there. */
const LONGEST_REASON = 500;

function reasonOf({ type, message }: ApplicationFailure): RequestOutcome['reason'] {
  return { type: type as FailureType, text: message.slice(0, LONGEST_REASON) };
}

async function endAsCancelled(state: RequestState, root: CancellationScope): Promise<never> {
  const text = state.status.cancellation?.reason ?? '';
  state.end('cancelled', { reason: { type: 'Cancelled', text: text.slice(0, LONGEST_REASON) } });
  return await endRunAsCancelled(root, 'the request was cancelled');
}
