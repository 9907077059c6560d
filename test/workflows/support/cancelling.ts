import { CancelledFailure, WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import type {
  CancellationOutcome,
  CancellationStrategy,
  EditionName,
  PhpidResult,
  RequestStatus,
} from '../../../src/contract/index.js';
import { CANCELLATION_STRATEGIES } from '../../../src/contract/index.js';
import { aProduct } from '../../support/products.js';
import { control, type SandboxTask } from '../../support/sandbox-control.js';
import type { TestSystem } from '../../support/system.js';

/** Ways in which people and programs cancel a request. */
export const WAYS = ['signal', 'temporal'] as const;
export type Way = (typeof WAYS)[number];

export interface Cell {
  way: Way;
  strategy: CancellationStrategy;
}

export const CELLS: Cell[] = WAYS.flatMap((way) =>
  CANCELLATION_STRATEGIES.map((strategy) => ({ way, strategy })),
);

/** A schedule so slow that no poll comes by itself. */
const RARELY = { initialSeconds: 600, maximumSeconds: 600, deadlineSeconds: 3600 };

/** A request that will be cancelled, with the facts of both sides. */
export class Cancelling {
  private constructor(
    readonly cell: Cell,
    readonly handle: WorkflowHandle,
    readonly system: TestSystem,
    readonly edition: EditionName,
  ) {}

  static async start(
    cell: Cell,
    system: TestSystem,
    edition: EditionName,
    input: { polling?: object; startDelay?: '1 second' } = {},
  ): Promise<Cancelling> {
    const { startDelay, polling = RARELY } = input;
    const handle = await system.client.workflow.start('requestPhpid', {
      taskQueue: system.config.taskQueue,
      workflowId: `cancel/${cell.way}/${cell.strategy}/${Math.random().toString(36).slice(2)}`,
      args: [{ account: edition, product: aProduct(), cancellation: cell.strategy, polling }],
      ...(startDelay === undefined ? {} : { startDelay }),
    });
    return new Cancelling(cell, handle, system, edition);
  }

  async cancel(reason = 'ordered by mistake'): Promise<void> {
    if (this.cell.way === 'signal') await this.handle.signal('cancel', { reason });
    else await this.handle.cancel();
  }

  status(): Promise<RequestStatus> {
    return this.handle.query<RequestStatus>('status');
  }

  async outcome(): Promise<CancellationOutcome | undefined> {
    return (await this.status()).cancellation?.outcome;
  }

  /** Lists its own Tasks at the service, without abort Tasks. */
  async tasks(): Promise<SandboxTask[]> {
    return (await this.ofRequest()).filter(({ kind }) => kind !== 'abort');
  }

  /** Lists the abort Tasks for it. */
  async abortTasks(): Promise<SandboxTask[]> {
    return (await this.ofRequest()).filter(({ kind }) => kind === 'abort');
  }

  async move(id: string, status: string, reason?: string): Promise<void> {
    await control(this.system.sandbox).move(this.edition, id, { status, ...(reason && { reason }) });
  }

  /** Returns `Canceled`, `PhPID`, or another end. */
  async end(): Promise<string> {
    try {
      const { phpids } = (await this.handle.result()) as PhpidResult;
      return phpids.length === 4 ? 'PhPID' : `${phpids.length} PhPIDs`;
    } catch (error) {
      if (!(error instanceof WorkflowFailedError)) throw error;
      const { name } = (await this.handle.describe()).status;
      return error.cause instanceof CancelledFailure && name === 'CANCELLED'
        ? 'Canceled'
        : String(error.cause);
    }
  }

  private async ofRequest(): Promise<SandboxTask[]> {
    const all = await control(this.system.sandbox).tasks();
    return all.filter(({ identifiers }) =>
      identifiers.some(({ value }) => value?.startsWith(`${this.handle.workflowId}#`)),
    );
  }
}
