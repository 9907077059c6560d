import { setTimeout as delay } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import { CANCEL_SIGNAL, quoted, type CancelRequest, type CancelRequestsInput } from '../contract/index.js';

/** Signals the open requests of a backfill, at a rate, to cancel; skips those that are cancelling already. */
export async function cancelRequests(input: CancelRequestsInput): Promise<number> {
  const { client, cancellationSignal } = Context.current();
  const { backfillId, reason, perSecond } = input;
  const query = `IdmpBackfill = ${quoted(backfillId)} AND ExecutionStatus = 'Running' AND IdmpStage != 'cancelling'`;
  const request: CancelRequest = reason === null ? {} : { reason };
  let told = 0;
  for await (const { workflowId } of client.workflow.list({ query })) {
    try {
      await client.workflow.getHandle(workflowId).signal(CANCEL_SIGNAL, request);
      told += 1;
    } catch (error) {
      // The request has ended meanwhile.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
    Context.current().heartbeat(told);
    await delay(1000 / perSecond, undefined, { signal: cancellationSignal });
  }
  return told;
}
