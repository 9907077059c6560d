import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FaultSystem } from '../faults/support/fault-system.js';
import { SOON, startRequest, taskIdsOf, untilStatus } from '../faults/support/requests.js';
import { expectEnd } from '../faults/support/verdicts.js';
import { until } from '../support/until.js';

jest.setTimeout(300_000);

/** Number of requests that wait for reviewers when a part is killed. */
const WAITING = 30;
/** Number of requests that are building, validating or submitting then, or have just received their Task. */
const RUNNING = 60;
const SUBMITTED = 5;
/** Time that a killed part stays away. */
const AWAY_MS = 3_000;
/** Time from the restart to the end of all requests; a request that takes longer is lost. */
const PATIENCE_MS = 180_000;

/** Ways to lose a part, and to restart it. */
const LOSSES = [
  {
    loss: 'the Temporal server is killed (SIGKILL)',
    kill: (system: FaultSystem) => system.kill('temporal'),
    restart: (system: FaultSystem) => system.restart('temporal'),
  },
  {
    loss: 'PostgreSQL is killed (SIGKILL)',
    kill: (system: FaultSystem) => system.kill('postgres'),
    restart: (system: FaultSystem) => system.restart('postgres'),
  },
  {
    loss: 'PostgreSQL is stopped on the spot (immediate shutdown)',
    kill: (system: FaultSystem) =>
      system.kill('postgres', () => system.places.cluster!.postgres.stopAtOnce()),
    restart: (system: FaultSystem) => system.restart('postgres'),
  },
  {
    loss: 'both are killed at once, and the server has to wait for its database',
    kill: async (system: FaultSystem) => {
      await Promise.all([system.kill('temporal'), system.kill('postgres')]);
    },
    restart: async (system: FaultSystem) => {
      const back = system.restart('temporal');
      await delay(AWAY_MS);
      await Promise.all([back, system.restart('postgres')]);
    },
  },
];

// Part of `npm run test:cluster`, not of `npm test`: Go builds the server for two minutes, and PostgreSQL is required.
describe('requests on a Temporal server with PostgreSQL', () => {
  let system: FaultSystem;

  beforeAll(async () => {
    system = await FaultSystem.start();
  });
  afterAll(() => FaultSystem.stopAll());

  it.each(LOSSES)('lose nothing when $loss while they run and wait', async ({ loss, kill, restart }) => {
    const { sandbox } = system;
    const round = LOSSES.findIndex((each) => each.loss === loss);
    await sandbox.control.pace('manual');
    const waiting = await startMany(system, `waiting-${round}`, WAITING);
    const taskIds = await taskIdsOf(system, waiting);
    await untilStatus(system, waiting, ({ stage }) => stage === 'waiting');

    // The sandbox completes requests that start now; the test does not wait for them before the kill.
    await sandbox.control.pace([{ status: 'completed', afterSeconds: 1 }]);
    const before = (await sandbox.control.tasks()).length;
    const submissions = async (): Promise<number> => (await sandbox.control.tasks()).length - before;
    const running = await startMany(system, `running-${round}`, RUNNING);
    await until(async () => (await submissions()) >= SUBMITTED, 'the first Tasks of those that run');
    await kill(system);
    const submitted = await submissions();
    await delay(AWAY_MS);
    // Reviewers continue while a part is away.
    for (const id of taskIds) await sandbox.control.move('2026-05', id, { status: 'completed' });
    await restart(system);

    const deadline = Date.now() + PATIENCE_MS;
    const since = Date.now();
    for (const id of [...waiting, ...running]) await expectEnd(system, id, 'with its result', deadline);
    process.stdout.write(
      `${loss}: ${submitted} of ${RUNNING} had their Task; all had ended ${Math.round((Date.now() - since) / 1000)} s after the restart\n`,
    );
    // If all requests had ended already, the kill would come too late to show anything.
    expect(submitted).toBeLessThan(RUNNING);
  });

  it('have made one Task each at the service, in all of that', async () => {
    const tasks = await system.sandbox.control.tasks();
    expect(tasks).toHaveLength(LOSSES.length * (WAITING + RUNNING));
  });
});

async function startMany(system: FaultSystem, name: string, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `${name}-${index}`);
  return await Promise.all(names.map((each) => startRequest(system, each, SOON)));
}
