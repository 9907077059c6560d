import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { IdmpClient, type IdmpBackfill } from '../../client/index.js';
import { BACKFILL_WORKFLOW, ANSWER_TIMEOUT_MS } from '../../contract/index.js';
import { EXIT, Exit } from '../terminal/exit.js';
import { present } from '../terminal/output.js';
import { withClient } from '../terminal/with-client.js';
import { progressWithin } from './follow-backfill.js';
import { progressPage } from './progress-page.js';

/** A backfill that Temporal knows. */
export class KnownBackfill {
  constructor(
    private readonly client: Client,
    /** Sends messages to its workflow. */
    readonly messages: IdmpBackfill,
    private readonly description: WorkflowExecutionDescription,
  ) {}

  /** @throws Exit if it has ended */
  assertRunning(): void {
    const { status } = this.description;
    if (status.name === 'RUNNING') return;
    throw new Exit(EXIT.invalid, `${this.messages.id} has ended already (${status.name.toLowerCase()})`);
  }

  /** @throws Exit if no worker answers */
  async printProgress(): Promise<void> {
    const { id: backfillId, handle } = this.messages;
    const progress = await progressWithin(this.client, handle, ANSWER_TIMEOUT_MS);
    if (progress !== null) {
      return present({ backfillId, ...progress }, progressPage(backfillId, progress));
    }
    throw new Exit(
      EXIT.unexpected,
      `no worker answers for ${backfillId}; check that one runs on task queue ${this.description.taskQueue}`,
    );
  }
}

/** Finds a backfill and passes it to the action. @throws Exit if Temporal knows no backfill of that id */
export async function withBackfill(
  env: NodeJS.ProcessEnv,
  id: string,
  action: (backfill: KnownBackfill) => Promise<void>,
): Promise<void> {
  await withClient(env, async (client) => {
    const backfill = new IdmpClient(client).backfill(id);
    const description = await backfill.handle.describe().catch((error: unknown) => {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    });
    if (description?.type !== BACKFILL_WORKFLOW) {
      throw new Exit(
        EXIT.invalid,
        `backfill ${id} was not found in namespace ${client.options.namespace}; "idmp backfill" prints the id when it starts one`,
      );
    }
    await action(new KnownBackfill(client, backfill, description));
  });
}

/** Finds a backfill that still runs. @throws Exit */
export async function withRunningBackfill(
  env: NodeJS.ProcessEnv,
  id: string,
  action: (backfill: KnownBackfill) => Promise<void>,
): Promise<void> {
  await withBackfill(env, id, async (backfill) => {
    backfill.assertRunning();
    await action(backfill);
  });
}
