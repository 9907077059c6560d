import {
  allHandlersFinished,
  CancellationScope,
  condition,
  makeContinueAsNewFunc,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { createFailure, type BackfillInput, type BackfillProgress, type Issue } from '../contract/index.js';
import { cancelRequests, countRequests, startRequests } from './backfill-activities.js';
import { answerBackfillMessages } from './backfill-handlers.js';
import { BackfillState, type CarriedBackfill } from './backfill-state.js';
import { endRunAsCancelled } from './end-as-cancelled.js';
import { isLong } from './new-run.js';

/** A backfill's open requests are told so many a second to cancel themselves: each makes calls to the service. */
const CANCELLATIONS_PER_SECOND = 20;
/** Requests that were started a moment ago may not be listed yet, so a cancelled backfill looks for them again. */
const CANCELLATION_LOOKS = 3;
const BETWEEN_LOOKS = '5 seconds';

/**
 * Starts the requests of its pages at the asked rate, and counts how they end; completes when it is closed and all
 * have ended. The requests are workflows of their own, without a parent: they wait for weeks, and it does not hold them.
 *
 * @param carried internal: handed over by an earlier run of the same backfill
 */
export async function backfill(input: BackfillInput, carried?: CarriedBackfill): Promise<BackfillProgress> {
  assertRate(input);
  const state = new BackfillState(input, carried);
  answerBackfillMessages(state);
  const root = CancellationScope.current();
  root.cancelRequested.catch(() => state.cancel(null));
  return await CancellationScope.nonCancellable(async () => {
    // A pinned run would keep the workers of its version for weeks. One count a run at least: no version is worth a loop.
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

/** Whoever started it in whatever language: a rate that is none would start nothing, or all at once. */
function assertRate({ requestsPerSecond }: BackfillInput): void {
  if (requestsPerSecond === undefined || (Number.isFinite(requestsPerSecond) && requestsPerSecond > 0))
    return;
  const text = 'requestsPerSecond: must be a number greater than 0';
  const issue: Issue = { severity: 'error', code: 'value', text, expression: ['requestsPerSecond'] };
  throw createFailure('InvalidRequest', text, [issue]);
}

/** Nothing may be half answered when a run ends. */
function mayContinue(state: BackfillState): boolean {
  return state.isContinuing && state.backlog.isPortable && allHandlersFinished();
}

/** Waits until there is something to do, or to count. */
async function pause(state: BackfillState): Promise<void> {
  const isDue = (): boolean =>
    state.isCancelled || state.mayStart || mayContinue(state) || (state.hasEnded && allHandlersFinished());
  const { nextCountAt, progress } = state;
  if (nextCountAt === null) return await condition(isDue);
  const wait = Math.max(nextCountAt - Date.now(), 1);
  await condition(isDue, wait, { summary: `${progress.waiting} requests wait` });
}

const continueAsNew = makeContinueAsNewFunc<typeof backfill>({ initialVersioningBehavior: 'AUTO_UPGRADE' });

/** A second's worth of requests: whoever pauses the backfill waits no longer than that. */
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

/** What is not started yet is dropped; the open requests call their Tasks off themselves. */
async function cancelOpenRequests(state: BackfillState): Promise<void> {
  const { backfillId, cancellationReason: reason } = state;
  state.dropBacklog();
  for (let look = 1; look <= CANCELLATION_LOOKS; look += 1) {
    await cancelRequests.executeWithOptions({ summary: 'cancel the open requests' }, [
      { backfillId, reason, perSecond: CANCELLATIONS_PER_SECOND },
    ]);
    await sleep(BETWEEN_LOOKS, { summary: 'requests that have just been started are not listed yet' });
    await countEnded(state);
    if (state.progress.waiting === 0) return;
  }
}
