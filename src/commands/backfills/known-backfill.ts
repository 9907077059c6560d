import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { IdmpClient, type IdmpBackfill } from '../../client/index.js';
import { BACKFILL_WORKFLOW } from '../../contract/index.js';
import { connectClient, readTemporalAddress } from '../../temporal/connection.js';
import { progressWithin } from './follow-backfill.js';
import { EXIT, Exit, say } from '../terminal/exit.js';
import { present } from '../terminal/output.js';
import { progressPage } from '../requests/pages.js';

/** A query needs a worker; without one it would be waited for in vain. */
const ANSWER_WITHIN_MS = 10_000;

/** `idmp backfill-status ID`: its progress. */
export async function backfillStatus(env: NodeJS.ProcessEnv, id: string): Promise<void> {
  await withBackfill(env, id, printProgress);
}

/** `idmp backfill-pause ID` */
export async function backfillPause(env: NodeJS.ProcessEnv, id: string): Promise<void> {
  await tell(
    env,
    id,
    (backfill) => backfill.pause(),
    'paused: it starts no more requests; those that are started go on',
  );
}

/** `idmp backfill-resume ID` */
export async function backfillResume(env: NodeJS.ProcessEnv, id: string): Promise<void> {
  await tell(env, id, (backfill) => backfill.resume(), 'resumed');
}

export interface BackfillCancelFlags {
  reason?: string;
}

/** `idmp backfill-cancel ID`: cancels it and every open request of it, and waits for its end. */
export async function backfillCancel(
  env: NodeJS.ProcessEnv,
  id: string,
  { reason }: BackfillCancelFlags,
): Promise<void> {
  await withBackfill(env, id, async (known) => {
    const { backfill } = known;
    await assertRunning(backfill);
    await backfill.cancel(reason);
    say('cancelling its open requests; this command may be ended, the cancellation goes on');
    await backfill.result().catch(() => undefined);
    await printProgress(known);
  });
}

interface RunningBackfill {
  client: Client;
  backfill: IdmpBackfill;
}

async function tell(
  env: NodeJS.ProcessEnv,
  id: string,
  action: (backfill: IdmpBackfill) => Promise<void>,
  said: string,
): Promise<void> {
  await withBackfill(env, id, async (known) => {
    await assertRunning(known.backfill);
    await action(known.backfill);
    say(`${id} is ${said}`);
    await printProgress(known);
  });
}

async function assertRunning({ handle }: IdmpBackfill): Promise<void> {
  const { status } = await handle.describe();
  if (status.name === 'RUNNING') return;
  throw new Exit(EXIT.invalid, `${handle.workflowId} has ended already (${status.name.toLowerCase()})`);
}

async function printProgress({ client, backfill: { handle } }: RunningBackfill): Promise<void> {
  const progress = await progressWithin(client, handle, ANSWER_WITHIN_MS);
  const backfillId = handle.workflowId;
  if (progress !== null) return present({ backfillId, ...progress }, progressPage(backfillId, progress));
  const { taskQueue } = await handle.describe();
  throw new Exit(
    EXIT.unexpected,
    `no worker answers for ${handle.workflowId}: is one running on task queue ${taskQueue}?`,
  );
}

/** Does something with a backfill that Temporal knows. @throws Exit where it knows none of that id */
async function withBackfill(
  env: NodeJS.ProcessEnv,
  id: string,
  action: (backfill: RunningBackfill) => Promise<void>,
): Promise<void> {
  const client = await connectClient(readTemporalAddress(env));
  try {
    const backfill = new IdmpClient(client).backfill(id);
    const type = await backfill.handle.describe().then(
      (description) => description.type,
      (error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return null;
        throw error;
      },
    );
    if (type !== BACKFILL_WORKFLOW) {
      throw new Exit(
        EXIT.invalid,
        `there is no backfill ${id} in namespace ${client.options.namespace}; "idmp backfill" says its id when it starts one`,
      );
    }
    await action({ client, backfill });
  } finally {
    await client.connection.close();
  }
}
