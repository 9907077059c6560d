import {
  allHandlersFinished,
  CancellationScope,
  condition,
  makeContinueAsNewFunc,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { createFailure } from '../contract/create-failure.js';
import type { BackfillInput, BackfillProgress, Issue } from '../contract/index.js';
import { cancelRequests, countRequests, startRequests } from './backfill-activities.js';
import { answerBackfillMessages } from './backfill-handlers.js';
import { BackfillState, type CarriedBackfill } from './backfill-state.js';
import { endRunAsCancelled } from './end-as-cancelled.js';
import { isLong } from './new-run.js';

/*
 * The states of a backfill. It rests in the states with double lines: it waits for a page, for its requests, or for a signal.
 *
 *                      addRequests
 *                       ┌──────┐
 *                   ╔═══╧══════▼═════╗   pause   ╔════════╗
 *     start ───────►║      open      ╟──────────►║ paused ║
 *                   ║ starts, counts ║◄──────────╢ counts ║
 *                   ╚═══════╤════════╝   resume  ╚═══╤════╝
 *                           │ close                  │ close
 *                   ╔═══════▼════════╗   pause   ╔═══▼════╗
 *                   ║     closed     ╟──────────►║ paused ║
 *                   ║ starts, counts ║◄──────────╢ counts ║
 *                   ╚═══════╤════════╝   resume  ╚═══╤════╝
 *                           │                        │
 *                           │ no request waits, neither to be started nor to end
 *                   ┌───────▼────────┐               │
 *                   │   Completed    │◄──────────────┘
 *                   └────────────────┘
 *
 * - A page: an update is checked while requests start (backfill-handlers.ts). Valid new requests wait in the backlog
 *   (backlog.ts), whose size limits how fast callers can add pages.
 * - Starting: one activity starts one second's worth of requests. Counting: one activity counts how requests ended, seldom when
 *   little changes (backfill-state.ts).
 * - Cancellation, from every state: the backlog is dropped, the open requests are cancelled, and the run ends as Canceled.
 * - A new run: a backfill with a long history, or with a new worker version after a count, continues as new and takes a
 *   `CarriedBackfill` with it. Before, the backlog must be small enough for the new run's input, and no page may be in
 *   check. Until then starting goes on and pages are still accepted, up to a limit.
 */

/** Limits the open requests that a cancelled backfill cancels per second, because each cancellation calls the service. */
const CANCELLATIONS_PER_SECOND = 20;
/** Limits the searches of a cancelled backfill for open requests. Temporal lists a request a little later than it starts. */
const MAX_CANCELLATION_SEARCHES = 3;
const SEARCH_INTERVAL = '5 seconds';

/**
 * Starts the requests of its pages at the given rate and counts how they end. It completes when it is closed and all requests have
 * ended. The requests are workflows without a parent, because they wait for weeks (docs/architecture.md).
 *
 * @param carried internal: state from the previous run of the same backfill
 */
export async function backfill(input: BackfillInput, carried?: CarriedBackfill): Promise<BackfillProgress> {
  assertRate(input);
  const state = new BackfillState(input, carried);
  answerBackfillMessages(state);
  const root = CancellationScope.current();
  root.cancelRequested.catch(() => state.cancel(null));
  return await CancellationScope.nonCancellable(async () => {
    // A pinned run would keep the old version's workers for weeks. Each run counts at least once, which prevents an endless loop of runs.
    let hasCounted = false;
    while (!state.isCancelled) {
      if (state.hasEnded && allHandlersFinished()) return state.progress;
      const info = workflowInfo();
      const hasNewVersion = hasCounted && info.targetWorkerDeploymentVersionChanged;
      if (isLong(info) || hasNewVersion) state.isContinuing = true;
      if (mayContinue(state)) await continueAsNew(input, state.carry());
      if (state.mayStart) await startNext(state);
      else await pause(state);
      if (Date.now() >= (state.nextCountAt ?? Infinity)) {
        await countEnded(state);
        hasCounted = true;
      }
    }
    await cancelOpenRequests(state);
    await condition(allHandlersFinished);
    return await endRunAsCancelled(root, 'the backfill was cancelled');
  });
}

/** Checks the rate, because a caller in any language may have sent an invalid one. */
function assertRate({ requestsPerSecond }: BackfillInput): void {
  if (requestsPerSecond === undefined || (Number.isFinite(requestsPerSecond) && requestsPerSecond > 0))
    return;
  const text = 'requestsPerSecond: must be a number greater than 0';
  const issue: Issue = { severity: 'error', code: 'value', text, expression: ['requestsPerSecond'] };
  throw createFailure('InvalidRequest', text, [issue]);
}

/** A run must not end while a page is in check, because its caller would not receive the verdict. */
function mayContinue(state: BackfillState): boolean {
  return state.isContinuing && state.backlog.isPortable && allHandlersFinished();
}

/** Waits until a request can be started, a count is due, or the run can end. */
async function pause(state: BackfillState): Promise<void> {
  const isDue = (): boolean =>
    state.isCancelled || state.mayStart || mayContinue(state) || (state.hasEnded && allHandlersFinished());
  const { nextCountAt, progress } = state;
  if (nextCountAt === null) return await condition(isDue);
  const wait = Math.max(nextCountAt - Date.now(), 1);
  await condition(isDue, wait, { summary: `${progress.waiting} requests wait` });
}

const continueAsNew = makeContinueAsNewFunc<typeof backfill>({ initialVersioningBehavior: 'AUTO_UPGRADE' });

/** Starts one second's worth of requests, so that a pause takes effect within a second. */
async function startNext(state: BackfillState): Promise<void> {
  const { backfillId, startedAt, requestsPerSecond: perSecond } = state;
  const requests = state.backlog.takeNext(Math.max(1, Math.round(perSecond)));
  const started = await startRequests.executeWithOptions(
    { summary: `start ${requests.length} requests, ${state.left} are left` },
    [{ backfillId, startedAt, requests, perSecond }],
  );
  state.recordStarts(started);
}

async function countEnded(state: BackfillState): Promise<void> {
  const window = state.countWindow(Date.now());
  const counted = await countRequests.executeWithOptions({ summary: 'count what has ended' }, [
    { backfillId: state.backfillId, ...window },
  ]);
  state.recordCount(window, counted, Date.now());
}

/** Drops the backlog and cancels the open requests, which then cancel their Tasks. */
async function cancelOpenRequests(state: BackfillState): Promise<void> {
  const { backfillId, cancellationReason: reason } = state;
  state.dropBacklog();
  for (let search = 1; search <= MAX_CANCELLATION_SEARCHES; search += 1) {
    await cancelRequests.executeWithOptions({ summary: 'cancel the open requests' }, [
      { backfillId, reason, perSecond: CANCELLATIONS_PER_SECOND },
    ]);
    await sleep(SEARCH_INTERVAL, { summary: 'newly started requests are not listed yet' });
    await countEnded(state);
    if (state.progress.waiting === 0) return;
  }
}
