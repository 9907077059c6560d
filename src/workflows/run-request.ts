import { allHandlersFinished, CancellationScope, condition } from '@temporalio/workflow';
import type { ApplicationFailure } from '@temporalio/common';
import type {
  FailureType,
  Kind,
  RequestInput,
  RequestOutcome,
  RequestResult,
  TaskOutput,
} from '../contract/index.js';
import { endRunAsCancelled } from './end-as-cancelled.js';
import { watchForNewRun } from './new-run.js';
import { fhirActivities } from './request-activities.js';
import { failureOfRequest, issuesOf, stageOf } from './request-ending.js';
import { answerMessages } from './request-handlers.js';
import { RequestState, type WaitingState } from './request-state.js';
import { submit } from './submit.js';
import { waitForEnd } from './wait-for-end.js';

/*
 * The stages of a request. A request rests in `waiting` and `cancelling` (double lines) for hours or days; a worker then keeps
 * only its timer. It passes the other stages in seconds.
 *
 *      ┌──────────┐
 *      │ building ├─────────── cancel ────────────────┐
 *      └────┬─────┘                                   │
 *      ┌────▼───────┐                                 │
 *      │ validating ├───────── cancel ────────────────┤
 *      └────┬───────┘                                 │
 *      ┌────▼───────┐          ┌────────────┐ no Task │
 *      │ submitting ├─ cancel ─► look for   ├─────────┤
 *      └────┬───────┘          │ the Task   │         │
 *           │ Task exists      └────┬───────┘         │
 *           │                       │ Task exists     │
 *      ╔════▼════╗    cancel   ╔════▼═══════╗         │
 *   ┌─►║ waiting ╟────────────►║ cancelling ╟─────────┤
 *   │  ║         ║◄────────────╢            ║ accepted or
 *   │  ╚╤═══════╤╝    refused  ╚════╤═══════╝ unsupported
 *   └───┘       │                   │                 │
 *  poll:        │ poll: completed   │ poll: completed │
 *  not final    │                   │                 │
 *          ┌────▼─────┐             │           ┌─────▼─────┐
 *          │ fetching │◄────────────┘           │ cancelled │
 *          └────┬─────┘                         └───────────┘
 *          ┌────▼──────┐
 *          │ completed │
 *          └───────────┘
 *
 * - Failures: every stage can end as `failed`, for example at the deadline. A poll that reads a rejected Task ends the request
 *   as `rejected` (request-ending.ts).
 * - The race: in `waiting` and `cancelling` the polls of the Task (wait-for-completion.ts) run, and beside them the cancellation
 *   once the request is cancelled (cancellation.ts). The first that ends decides (wait-for-end.ts). A Task that the polls find
 *   cancelled or deleted counts as an accepted cancellation. A poll in `cancelling` that is not final leaves the stage as it is.
 * - A new run: a request that waits too long for one run continues as new between two polls, and takes a `WaitingState` with it.
 *   It does so for a long history, for a new worker version, and after a refused cancellation of Temporal's (new-run.ts). The
 *   old run ends when no handler runs and no requested poll is due.
 * - The end: a run ends as Completed, Failed or Canceled. `cancelled` after the signal `cancel` needs Temporal's own cancellation
 *   first (end-as-cancelled.ts).
 */

/** Continues a workflow type in a new run; never returns. */
export type ContinueAsNew = (input: RequestInput, waiting: WaitingState) => Promise<never>;

/**
 * Obtains the identifier of one request, in the steps of the guide (phpIdRequest, substanceRequest): build the Task, validate it,
 * submit it, wait until reviewers at the service have completed it, and fetch the outputs. The request can be cancelled at
 * any time; a result that exists before the cancellation is decided is delivered.
 *
 * @param carried state from the previous run of the same request
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
      if (waiting === null) return await endAsCancelled(state, root);
      const end = await waitForEnd(state, waiting, watchForNewRun(state, root));
      switch (end.how) {
        case 'cancelled':
          return await endAsCancelled(state, root);
        case 'continue':
          return await continueAsNew(input, { ...waiting, status: state.status });
        case 'completed':
          return await endAsCompleted(state, waiting, end.outputs);
      }
    } catch (error) {
      throw endAsFailed(error, state);
    } finally {
      // A run must not end while a handler is still answering.
      await condition(allHandlersFinished);
    }
  });
}

async function endAsCompleted(
  state: RequestState,
  waiting: WaitingState,
  outputs: TaskOutput[],
): Promise<RequestResult> {
  const result = await fetchResult(state, waiting, outputs);
  state.end('completed', outcomeOf(result), { IdmpIdentifier: identifierOf(result) });
  return result;
}

/** Reads the resources that the completed Task's outputs refer to (steps 5 and 6). */
async function fetchResult(
  state: RequestState,
  { plan, submitted, submittedAt, deadline }: WaitingState,
  outputs: TaskOutput[],
): Promise<RequestResult> {
  state.settleCancellation('refused');
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
  state.addIssues(warnings);
  return result;
}

/** Summary of a result for lists of requests. */
function outcomeOf(result: RequestResult): Partial<RequestOutcome> {
  if ('gsid' in result) return { gsid: result.gsid.value };
  const phpids = result.phpids.map(({ value, level }) => ({ value, level }));
  return { phpids, productId: result.productId?.value ?? null };
}

/** The PhPID of the deepest level (levels ascend), or the GSID. */
function identifierOf(result: RequestResult): string {
  return 'gsid' in result ? result.gsid.value : result.phpids.at(-1)!.value;
}

/** Records the failure that ends the request, and returns it. Returns errors that are not an outcome (for example a bug) unchanged. */
function endAsFailed(error: unknown, state: RequestState): unknown {
  const failure = failureOfRequest(error, state.status.taskId);
  if (failure === null) return error;
  // The Task ended before the service decided on a cancellation. After the deadline the decision remains unknown.
  if (failure.type !== 'DeadlineExceeded') state.settleCancellation('refused');
  state.addIssues(issuesOf(failure));
  state.end(stageOf(failure), { reason: reasonOf(failure) });
  return failure;
}

/** Limits the characters of a reason in the memo, because a memo should stay small. */
const MAX_REASON_LENGTH = 500;

function reasonOf({ type, message }: ApplicationFailure): RequestOutcome['reason'] {
  return { type: type as FailureType, text: message.slice(0, MAX_REASON_LENGTH) };
}

async function endAsCancelled(state: RequestState, root: CancellationScope): Promise<never> {
  state.settleCancellation('accepted');
  const text = state.status.cancellation?.reason ?? '';
  state.end('cancelled', { reason: { type: 'Cancelled', text: text.slice(0, MAX_REASON_LENGTH) } });
  return await endRunAsCancelled(root, 'the request was cancelled');
}
