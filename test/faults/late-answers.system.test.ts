import { afterAll, beforeAll, describe, it, jest } from '@jest/globals';
import { until } from '../support/until.js';
import { FaultSystem } from './support/fault-system.js';
import { NEVER, startRequest, taskIdsOf } from './support/requests.js';
import type { Hold } from './support/sandbox.js';
import { expectEnd } from './support/verdicts.js';

jest.setTimeout(120_000);

const PATIENCE_MS = 60_000;
/** Time of the poll's hold: until the worker is killed and the cancellation has taken effect. */
const POLL_HELD_SECONDS = 7;
/** Time of the cancellation's hold: until the worker is killed. */
const CANCELLATION_HELD_SECONDS = 4;

const WAYS = [
  { strategy: 'delete', method: 'DELETE', ends: 'with its Task deleted' },
  { strategy: 'update', method: 'PUT', ends: 'with its Task cancelled' },
] as const;

// The next worker receives both answers at once: the cancellation is done, and a poll found the Task ended by it.
describe('a cancelled request whose worker is killed, while the calls have a worker of their own', () => {
  let system: FaultSystem;
  let requests: string[] = [];

  beforeAll(async () => {
    system = await FaultSystem.start({ isSplit: true });
    const { client, sandbox } = system;
    await sandbox.control.abilities({ update: true });
    await sandbox.control.pace('manual');
    requests = await Promise.all(WAYS.map(({ strategy }) => startRequest(system, strategy, NEVER, strategy)));
    const taskIds = await taskIdsOf(system, requests);
    const polls = taskIds.map((id): Hold => ({ method: 'GET', path: `/Task/${id}`, phase: 'before' }));
    const cancellations = taskIds.map((id, index): Hold => ({
      method: WAYS[index]!.method,
      path: `/Task/${id}`,
      phase: 'after',
    }));
    await sandbox.hold(polls, POLL_HELD_SECONDS);
    for (const id of requests) await client.signal(id, 'pollNow');
    await sandbox.untilHeld(polls);
    await sandbox.hold(cancellations, CANCELLATION_HELD_SECONDS);
    for (const id of requests) await client.signal(id, 'cancel');
    await sandbox.untilHeld([...polls, ...cancellations]);

    await system.kill('worker');
    const answered = async (id: string): Promise<boolean> =>
      ((await client.describe(id)).raw.pendingActivities ?? []).length === 0;
    for (const id of requests) await until(() => answered(id), 'the answers of both calls');
    await system.restart('worker');
  });
  afterAll(() => FaultSystem.stopAll());

  it.each(WAYS.map((way, index) => ({ ...way, index })))(
    'ends as Canceled with the strategy $strategy',
    async ({ index, ends }) => {
      await expectEnd(system, requests[index]!, ends, Date.now() + PATIENCE_MS);
    },
  );
});
