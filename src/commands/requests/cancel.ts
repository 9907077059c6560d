import { setTimeout as delay } from 'node:timers/promises';
import { ENDED_STAGES, type RequestStatus } from '../../contract/index.js';
import type { CommandModule } from '../terminal/command-module.js';
import { EXIT, Exit, printNote } from '../terminal/exit.js';
import { EXAMPLE } from '../terminal/help.js';
import { present } from '../terminal/output.js';
import { issueLines } from '../terminal/page.js';
import type { KnownRequest } from './known-request.js';
import { statusPage } from './pages.js';
import { progressLine } from './progress-line.js';

/** Time for which the command follows a cancellation. The decision of a reviewer may take days. */
const FOLLOWED_FOR_MS = 20_000;
const EVERY_MS = 500;

/**
 * `idmp cancel ID`: cancels a request, and prints the outcome if it is decided soon. Temporal keeps the signal, so the
 * cancellation goes on even if this command ends.
 */
export const cancel: CommandModule = {
  name: 'cancel',
  description: 'cancel a request, and print the outcome',
  examples: [[`idmp cancel ${EXAMPLE.request} --reason "submitted twice"`, 'cancels it and gives a reason']],
  environment: ['temporal', 'keys'],
  output: 'result',
  declare: (command, env) =>
    command
      .argument('<id>', 'workflow id')
      .option('--reason <text>', 'reason; kept in the status, and sent to the service if it accepts one')
      .action(async (id, { reason }) => {
        const { withRequest } = await import('./known-request.js');
        await withRequest(env, id, async (request) => {
          if (!request.isRunning) throw hasEnded(id, ` (${request.state})`);
          if (!(await request.cancel(reason))) throw hasEnded(id, '');
          const status = await followCancellation(request);
          if (status === null) return printNote(noWorker(id, request.taskQueue));
          present(status, statusPage(id, status));
          reportOutcome(id, status);
        });
      }),
};

/** The status once the cancellation is decided, or the last one seen; null if no worker answers. */
async function followCancellation(request: KnownRequest): Promise<RequestStatus | null> {
  const end = Date.now() + FOLLOWED_FOR_MS;
  let last: RequestStatus | null = null;
  let shown = '';
  for (let left = FOLLOWED_FOR_MS; left > 0; left = end - Date.now()) {
    const status = await request.statusWithin(left);
    const line = status === null ? shown : progressLine(status);
    if (line !== shown) printNote(line);
    shown = line;
    last = status ?? last;
    if (status !== null && isDecided(status)) return status;
    await delay(EVERY_MS);
  }
  return last;
}

/** An accepted cancellation is decided only when the request has ended: until then, the workflow may still call the service. */
function isDecided({ stage, cancellation }: RequestStatus): boolean {
  return cancellation?.outcome === 'refused' || ENDED_STAGES.includes(stage);
}

/** Prints the outcome of the cancellation. @throws Exit if the request was not cancelled */
function reportOutcome(id: string, { stage, taskId, cancellation, issues }: RequestStatus): void {
  const hasStopped = ENDED_STAGES.includes(stage);
  if (hasStopped && cancellation === null) throw hasEnded(id, ` (${stage})`);
  if (stage === 'cancelled' && cancellation?.outcome === 'unsupported') {
    const remains = `the service cannot cancel, and Task/${taskId} still exists there`;
    printNote([`${id} is cancelled here only: ${remains}`, ...issueLines(issues)].join('\n'));
  } else if (stage === 'cancelled') {
    printNote(`${id} is cancelled`);
  } else if (hasStopped || stage === 'fetching') {
    const end = stage === 'fetching' ? 'completed' : stage;
    throw new Exit(EXIT.refused, `${id} is not cancelled: it was ${end} first`);
  } else if (cancellation?.outcome === 'refused') {
    const why = `${id} is not cancelled: the service refused, and the request continues`;
    throw new Exit(EXIT.refused, [why, ...issueLines(issues)].join('\n'));
  } else {
    printNote(
      `${id}: the cancellation was sent and is not decided yet. It continues without this command; ` +
        '"idmp status" shows the outcome',
    );
  }
}

function noWorker(id: string, taskQueue: string): string {
  return (
    `${id}: the cancellation was sent, but no worker answers; check that one runs on task queue ${taskQueue}. ` +
    'The worker cancels the request as soon as it runs; "idmp status" shows the outcome'
  );
}

function hasEnded(id: string, state: string): Exit {
  return new Exit(EXIT.invalid, `${id} has ended${state}, so it cannot be cancelled`);
}
