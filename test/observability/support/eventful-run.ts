import type { WorkflowHandle } from '@temporalio/client';
import { SWEEP_WORKFLOW, sweepId, type RequestStatus } from '../../../src/contract/index.js';
import { registerSweeps } from '../../../src/temporal/sweep-schedules.js';
import { aProduct, aSubstance } from '../../support/products.js';
import { control } from '../../support/sandbox-control.js';
import { until } from '../../support/until.js';
import type { ObservedWorker } from './observed-worker.js';

const RARELY = { initialSeconds: 3_600, maximumSeconds: 3_600 };
const OFTEN = { initialSeconds: 0.3, factor: 1, maximumSeconds: 0.3 };

/**
 * Plays the events of a day within a minute: requests completed by polls and by a sweep, rejected, failed at the
 * service and by themselves, cancelled, and waiting; a service that refuses the key, fails, throttles and closes connections.
 */
export async function eventfulRun(worker: ObservedWorker): Promise<{ waiting: WorkflowHandle }> {
  const { sandbox, client, account, taskQueue } = worker;
  const desk = control(sandbox);
  await desk.fault(
    { method: 'POST', path: '/2025-01/Task', status: 401, times: 1 },
    { method: 'POST', path: '/2025-01/Task', status: 503, times: 1 },
    { method: 'POST', path: '/2025-01/Task', status: 429, headers: { 'retry-after': '1' }, times: 1 },
    { method: 'POST', path: '/2025-01/Task', dropBefore: true, times: 1 },
  );

  const completed = await worker.start('phpid', { product: aProduct('DAY-1'), polling: OFTEN });
  await endsBy(worker, completed, { status: 'completed' });
  await completed.result();

  const rejected = await worker.start('gsid', { substance: aSubstance(), polling: OFTEN });
  await endsBy(worker, rejected, { status: 'rejected', reason: 'no such substance' });
  const failed = await worker.start('phpid', { product: aProduct('DAY-3'), polling: OFTEN });
  await endsBy(worker, failed, { status: 'failed' });
  const invalid = await worker.start('phpid', { product: aProduct('DAY-4', { names: [] }) });
  const unknown = await worker.start('phpid', { product: aProduct('DAY-5'), account: 'nobody-knows-it' });
  await Promise.allSettled([rejected, failed, invalid, unknown].map((handle) => handle.result()));

  const cancelled = await worker.start('phpid', { product: aProduct('DAY-6'), polling: RARELY });
  await waits(cancelled);
  await cancelled.signal('cancel', { reason: 'for the test' });
  await cancelled.result().catch(() => undefined);

  const waiting = await worker.start('phpid', { product: aProduct('DAY-7'), polling: RARELY });
  await waits(waiting);
  await waiting.executeUpdate('checkNow');

  await registerSweeps(client, [account], taskQueue, 86_400);
  const swept = await worker.start('phpid', { product: aProduct('DAY-8'), polling: RARELY });
  await endsBy(worker, swept, { status: 'completed' });
  await until(() => isSwept(worker, swept), 'a request that a sweep tells of its Task');
  await swept.result();
  const args = [{ account: 'nobody-knows-it' }];
  const failing = await client.workflow.start(SWEEP_WORKFLOW, {
    taskQueue,
    workflowId: `sweep/${taskQueue}`,
    args,
  });
  await failing.result().catch(() => undefined);
  return { waiting };
}

/** Makes a workflow task fail: the worker does not know such a workflow. */
export async function brokenWorkflow(worker: ObservedWorker): Promise<WorkflowHandle> {
  const { client, taskQueue } = worker;
  return await client.workflow.start('noSuchWorkflow', {
    taskQueue,
    workflowId: `broken/${taskQueue}`,
  });
}

async function isSwept({ client, account }: ObservedWorker, handle: WorkflowHandle): Promise<boolean> {
  await client.schedule.getHandle(sweepId(account)).trigger();
  return (await handle.describe()).status.name === 'COMPLETED';
}

function statusOf(handle: WorkflowHandle): Promise<RequestStatus> {
  return handle.query<RequestStatus>('status');
}

async function waits(handle: WorkflowHandle): Promise<string> {
  await until(async () => (await statusOf(handle)).stage === 'waiting', 'a waiting request');
  return (await statusOf(handle)).taskId!;
}

async function endsBy(
  { sandbox }: ObservedWorker,
  handle: WorkflowHandle,
  change: { status: string; reason?: string },
): Promise<void> {
  await control(sandbox).move('2025-01', await waits(handle), change);
}
