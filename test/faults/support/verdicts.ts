import { expect } from '@jest/globals';
import type { PhpidResult } from '../../../src/contract/index.js';
import type { SandboxTask } from '../../support/sandbox-control.js';
import type { FaultSystem } from './fault-system.js';

/** Expected ends of a request. */
export type Ends =
  /** With the PhPIDs of all four levels, to which its one Task leads. */
  | 'with its result'
  /** Canceled, and its Task was never created, or is deleted or cancelled. */
  | 'with nothing left'
  | 'with its Task deleted'
  | 'with its Task cancelled'
  /** Cancelled by the service, because an abort Task requested it. */
  | 'with its Task aborted';

/**
 * Waits for the end of a request, and judges it by what the caller is told and by the Tasks at the sandbox.
 *
 * @param deadline milliseconds since 1970 at which the request counts as lost
 */
export async function expectEnd(
  system: FaultSystem,
  workflowId: string,
  ends: Ends,
  deadline: number,
): Promise<void> {
  const ending = await system.client.ending(workflowId, deadline);
  const expected = ends === 'with its result' ? 'completed' : 'cancelled';
  if (ending.as !== expected) throw new Error(`${workflowId}: ${JSON.stringify(ending)}`);
  const tasks = await system.sandbox.tasksOf(workflowId);
  const own = tasks.filter(({ kind }) => kind !== 'abort');
  const made = { own: own.length, aborts: tasks.length - own.length };
  if (ends === 'with nothing left') {
    expect({ workflowId, left: own.filter((task) => !task.deleted && task.status !== 'cancelled') }).toEqual({
      workflowId,
      left: [],
    });
    expect(Math.max(made.own, made.aborts)).toBeLessThanOrEqual(1);
    return;
  }
  expect({ workflowId, ...made }).toEqual({
    workflowId,
    own: 1,
    aborts: ends === 'with its Task aborted' ? 1 : 0,
  });
  const task = own[0]!;
  if (ending.as === 'completed') await expectResultOf(system, task, ending.result);
  else if (ends === 'with its Task deleted') expect(task.deleted).toBe(true);
  else expect(task).toMatchObject({ status: 'cancelled', deleted: false });
}

/** Judges the end of a request that was cancelled at any time: a result that came first is delivered. */
export async function expectEndOfCancelled(
  system: FaultSystem,
  workflowId: string,
  deadline: number,
): Promise<void> {
  const { as } = await system.client.ending(workflowId, deadline);
  if (as !== 'completed') return await expectEnd(system, workflowId, 'with nothing left', deadline);
  const own = (await system.sandbox.tasksOf(workflowId)).filter(({ kind }) => kind !== 'abort');
  expect(own).toMatchObject([{ status: 'completed', deleted: false }]);
}

async function expectResultOf(
  { sandbox }: FaultSystem,
  task: SandboxTask,
  { taskId, phpids }: PhpidResult,
): Promise<void> {
  expect(task).toMatchObject({ id: taskId, status: 'completed', deleted: false });
  expect(phpids.map(({ level }) => level)).toEqual([1, 2, 3, 4]);
  const outputs = await sandbox.outputsOf(taskId);
  const published = outputs.filter((reference) => reference.startsWith('AdministrableProductDefinition/'));
  expect(phpids.map(({ reference }) => reference).sort()).toEqual(published.sort());
}
