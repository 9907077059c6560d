import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { BackfillActivities, ProductInput } from '../../src/contract/index.js';
import { createLogger, installLogging } from '../../src/temporal/logging.js';
import { workflowCode } from '../../src/temporal/workflow-bundle.js';
import { builtBundles } from '../support/built-product.js';
import { sharedServer } from '../support/system.js';
import { until } from '../support/until.js';
import { freshRequests, startBackfill, type BackfillUnderTest } from './support/backfills.js';

/** A gate that blocks a step until the test opens it. */
class Gate {
  waiting = 0;
  #isOpen = true;

  close(): void {
    this.#isOpen = false;
  }

  open(): void {
    this.#isOpen = true;
  }

  async pass(): Promise<void> {
    this.waiting += 1;
    await until(() => Promise.resolve(this.#isOpen), 'the gate is opened');
    this.waiting -= 1;
  }

  async isReached(): Promise<void> {
    await until(() => Promise.resolve(this.waiting > 0), 'a step at the gate');
  }
}

/** Steps of a backfill that answer as Temporal does, with gates at the steps that are slow only now and then. */
class SlowSteps {
  readonly beforeStart = new Gate();
  readonly afterCheck = new Gate();
  /** Requests that exist in Temporal. */
  readonly there = new Set<string>();
  readonly activities: BackfillActivities = {
    checkRequests: async ({ kind, requests }) => {
      const all = requests.map(({ product }, index) => {
        return { index, workflowId: `${kind}/${(product as ProductInput).identifier?.value}` };
      });
      const fresh = all.filter(({ workflowId }) => !this.there.has(workflowId));
      await this.afterCheck.pass();
      return { digest: randomUUID(), invalid: [], fresh, known: all.length - fresh.length };
    },
    // Requests that this backfill started itself count as started, because an attempt may have ended without an answer.
    startRequests: async ({ requests }) => {
      await this.beforeStart.pass();
      for (const { workflowId } of requests) this.there.add(workflowId);
      return { started: requests.length, known: 0 };
    },
    countRequests: () => {
      const none = { completed: 0, rejected: 0, failed: 0, cancelled: 0 };
      return Promise.resolve({ settled: none, recent: { ...none, completed: this.there.size } });
    },
    cancelRequests: () => Promise.resolve(0),
  };
}

describe('a request that comes again while it is being started', () => {
  const taskQueue = `idmp-${randomUUID()}`;
  const [first, second] = freshRequests(2);
  let steps: SlowSteps;
  let stop: () => Promise<void>;
  let backfill: BackfillUnderTest;

  beforeEach(async () => {
    steps = new SlowSteps();
    installLogging(createLogger('silent'));
    const connection = await NativeConnection.connect({ address: sharedServer() });
    const client = new Client({ connection: await Connection.connect({ address: sharedServer() }) });
    const worker = await Worker.create({
      connection,
      taskQueue,
      ...workflowCode({}, false, builtBundles()),
      activities: steps.activities,
    });
    const running = worker.run();
    stop = async () => {
      worker.shutdown();
      await running;
      await client.connection.close();
      await connection.close();
    };
    backfill = await startBackfill({ client, config: { taskQueue } }, { requestsPerSecond: 50 });
    steps.beforeStart.close();
    await backfill.add(1, [first]);
    await steps.beforeStart.isReached();
  });
  afterEach(async () => {
    steps.beforeStart.open();
    steps.afterCheck.open();
    await backfill.handle.terminate().catch(() => undefined);
    await stop();
  });

  const completes = async (): Promise<void> => {
    await backfill.close();
    expect(await backfill.handle.result()).toMatchObject({ added: 2, started: 2, completed: 2, waiting: 0 });
  };

  it('is known, though Temporal does not know of it yet', async () => {
    expect(await backfill.add(2, [first, second])).toMatchObject({ accepted: 1, known: 1 });
    steps.beforeStart.open();
    await completes();
  });

  it('is known, too, where it has been started between the question and the answer', async () => {
    steps.afterCheck.close();
    const verdict = backfill.add(2, [first, second]);
    await steps.afterCheck.isReached();
    steps.beforeStart.open();
    await backfill.untilProgress({ started: 1 });
    steps.afterCheck.open();
    expect(await verdict).toMatchObject({ accepted: 1, known: 1 });
    await completes();
  });
});
