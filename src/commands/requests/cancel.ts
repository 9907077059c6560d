import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { ENDED_STAGES, type RequestStatus } from '../../contract/index.js';
import { EXIT, Exit, say } from '../terminal/exit.js';
import { progressLine } from './follow-request.js';
import { issueLines } from '../terminal/page.js';
import { withRequest, type KnownRequest } from './known-request.js';
import { printStatus, statusWithin } from './status.js';

export interface CancelFlags {
  reason?: string;
}

/** A decision of people may take days: it is followed for so long, and then left to itself. */
const FOLLOWED_FOR_MS = 20_000;
const EVERY_MS = 500;

/**
 * `idmp cancel ID`: calls a request off, and tells what came of it as far as it is decided soon. The signal is kept by
 * Temporal, so whatever happens here, the cancellation goes on.
 *
 * @throws Exit where the request has ended, or the cancellation was refused
 */
export async function cancel(env: NodeJS.ProcessEnv, workflowId: string, flags: CancelFlags): Promise<void> {
  await withRequest(env, workflowId, async (request) => {
    const { status } = request.description;
    if (status.name !== 'RUNNING') throw hasEnded(workflowId, status.name);
    await ask(request, flags);
    const seen = await followed(request);
    if (seen === null) {
      return say(
        `${workflowId}: the cancellation is asked for, but no worker answers: is one running on task queue ` +
          `${request.description.taskQueue}? It goes on as soon as one does; "idmp status" shows what comes of it`,
      );
    }
    printStatus(workflowId, seen);
    tell(workflowId, seen);
  });
}

async function ask({ request }: KnownRequest, { reason }: CancelFlags): Promise<void> {
  try {
    await request.cancel(reason);
  } catch (error) {
    // Ended since it was looked at.
    throw error instanceof WorkflowNotFoundError ? hasEnded(request.id) : error;
  }
}

/** The status once the cancellation is decided, or the last one that was seen; null where no worker answers. */
async function followed(request: KnownRequest): Promise<RequestStatus | null> {
  const end = Date.now() + FOLLOWED_FOR_MS;
  let last: RequestStatus | null = null;
  let shown = '';
  for (let left = FOLLOWED_FOR_MS; left > 0; left = end - Date.now()) {
    const status = await statusWithin(request, left);
    const line = status === null ? shown : progressLine(status);
    if (line !== shown) say(line);
    shown = line;
    last = status ?? last;
    if (status !== null && isDecided(status)) return status;
    await delay(EVERY_MS);
  }
  return last;
}

/** What is accepted is decided when the request has ended; until then the service may be asked still. */
function isDecided({ stage, cancellation }: RequestStatus): boolean {
  return cancellation?.outcome === 'refused' || ENDED_STAGES.includes(stage);
}

/** Says what came of it, and why. @throws Exit where the request was not cancelled */
function tell(workflowId: string, { stage, taskId, cancellation, issues }: RequestStatus): void {
  const hasStopped = ENDED_STAGES.includes(stage);
  if (hasStopped && cancellation === null) throw hasEnded(workflowId, stage);
  if (stage === 'cancelled' && cancellation?.outcome === 'unsupported') {
    const stands = `the service has no way to cancel, and Task/${taskId} still stands there`;
    say([`${workflowId} is cancelled here alone: ${stands}`, ...issueLines(issues)].join('\n'));
  } else if (stage === 'cancelled') {
    say(`${workflowId} is cancelled`);
  } else if (hasStopped || stage === 'fetching') {
    const end = stage === 'fetching' ? 'completed' : stage;
    throw new Exit(EXIT.refused, `${workflowId} is not cancelled: it was ${end} first`);
  } else if (cancellation?.outcome === 'refused') {
    const why = `${workflowId} is not cancelled: the service refused, and the request goes on`;
    throw new Exit(EXIT.refused, [why, ...issueLines(issues)].join('\n'));
  } else {
    say(
      `${workflowId}: the cancellation is asked for and not decided yet. It goes on by itself; "idmp status" shows ` +
        'what comes of it',
    );
  }
}

function hasEnded(workflowId: string, state?: string): Exit {
  const how = state === undefined ? '' : ` (${state.toLowerCase()})`;
  return new Exit(EXIT.invalid, `${workflowId} has ended${how}; nothing is left to cancel`);
}
