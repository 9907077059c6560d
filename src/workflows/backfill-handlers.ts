import { ApplicationFailure } from '@temporalio/common';
import { condition, setHandler } from '@temporalio/workflow';
import { KINDS, type AddRequests, type PageVerdict } from '../contract/index.js';
import { checkRequests } from './backfill-activities.js';
import { addRequests, cancel, close, pause, progress, resume } from './backfill-messages.js';
import type { BackfillState } from './backfill-state.js';

/** Registers the handlers of a backfill's queries, updates and signals. */
export function answerBackfillMessages(state: BackfillState): void {
  setHandler(progress, () => state.progress, { description: 'Number of requests in each state' });
  setHandler(addRequests, (page) => acceptPage(state, page), {
    validator: (page: AddRequests) => validatePage(state, page),
    description:
      'Add a page of requests ({"page": 1, "kind": "phpid", "requests": […]}); adding the same page again changes nothing',
  });
  setHandler(
    close,
    () => {
      state.close();
      return state.progress;
    },
    { description: 'Accept no more pages: the backfill completes when all its requests have ended' },
  );
  setHandler(pause, () => state.setPaused(true), {
    description: 'Start no more requests until the signal resume',
  });
  setHandler(resume, () => state.setPaused(false), { description: 'Continue to start requests' });
  setHandler(cancel, (request) => state.cancel(typeof request?.reason === 'string' ? request.reason : null), {
    description: 'Cancel the backfill and all its open requests',
  });
}

/** Refuses an invalid or late page before it enters the history. */
function validatePage(state: BackfillState, page: AddRequests): void {
  const problem = findProblem(page);
  if (problem !== null) throw refusePage('InvalidRequest', problem);
  if (state.isCancelled) throw refusePage('BackfillEnded', 'the backfill was cancelled');
  if (state.progress.closed) {
    throw refusePage(
      'BackfillEnded',
      'the backfill is closed: send the remaining requests to another backfill',
    );
  }
  if (state.isCrowded) {
    throw refusePage(
      'BackfillBusy',
      'the backfill continues in a new run: send the page again in a few seconds',
    );
  }
}

/** Checks the form of a page, which any caller may have written. Returns null when it is valid. */
function findProblem(page: Partial<AddRequests> | undefined): string | null {
  if (!Number.isInteger(page?.page) || page!.page! < 1) return 'page: must be a whole number of 1 or more';
  if (!KINDS.some((kind) => kind === page!.kind)) return `kind: must be one of ${KINDS.join(', ')}`;
  if (!Array.isArray(page!.requests) || page!.requests.length === 0) {
    return 'requests: must be a list with at least one request';
  }
  return null;
}

function refusePage(type: string, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nonRetryable: true });
}

/** Checks a page and adds its requests to the backlog. A page waits for the one before and for room in the backlog, which slows callers down. */
async function acceptPage(state: BackfillState, page: AddRequests): Promise<PageVerdict> {
  await condition(() => state.hasRoom || state.isCancelled);
  if (state.isCancelled) throw refusePage('BackfillEnded', 'the backfill was cancelled');
  state.backlog.beginCheck();
  try {
    const { backfillId, startedAt } = state;
    const { kind } = page;
    const requests = page.requests.map((request) => state.applyDefaults(request));
    const checked = await checkRequests.executeWithOptions(
      { summary: `check page ${page.page}: ${requests.length} requests` },
      [{ backfillId, startedAt, kind, requests, before: state.digestOf(page.page) }],
    );
    return state.addPage({ ...page, requests }, checked);
  } finally {
    state.backlog.endCheck();
  }
}
