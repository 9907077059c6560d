import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FaultSystem } from './support/fault-system.js';
import { wreakHavoc } from './support/havoc.js';
import { Luck } from './support/luck.js';
import { startRequest } from './support/requests.js';
import { faultSettings } from './support/settings.js';
import { expectEnd, expectEndOfCancelled } from './support/verdicts.js';

const { seeds, seconds } = faultSettings();
/** Time limit after the last kill in milliseconds; by then the pauses between attempts are long. */
const PATIENCE_MS = 240_000;
jest.setTimeout(seconds * 1000 + PATIENCE_MS + 60_000);

const REQUESTS = 100;
/** Number of requests that are cancelled, by each strategy in turn, within `CANCELLED_WITHIN_SECONDS` after their start. */
const CANCELLED = 15;
const CANCELLED_WITHIN_SECONDS = 15;
const STRATEGIES = ['delete', 'update', 'task'] as const;
const POLLING = { initialSeconds: 1, factor: 2, maximumSeconds: 8 };
/** Short runs, so that some continue as new during the test. */
const SHORT_RUNS = { dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 50 } };
const PACE = [
  { status: 'in-progress', afterSeconds: 2 },
  { status: 'completed', afterSeconds: 6 },
];

// The name has the seed, and so does the message of every failure: IDMP_FAULT_SEED repeats the same kills.
describe.each(seeds)('a hundred requests while parts are killed at random (IDMP_FAULT_SEED=%d)', (seed) => {
  let system: FaultSystem;

  beforeAll(async () => {
    process.stdout.write(`random kills for ${seconds} s: IDMP_FAULT_SEED=${seed}\n`);
    system = await FaultSystem.start(SHORT_RUNS);
    await system.sandbox.control.abilities({ update: true, abort: true });
    await system.sandbox.control.pace(PACE);
  });
  afterAll(() => FaultSystem.stopAll());

  /** Starts a request at a random time, and cancels some of them a random time later. */
  async function request(index: number, luck: Luck): Promise<{ id: string; isCancelled: boolean }> {
    const strategy = STRATEGIES[index % STRATEGIES.length]!;
    const isCancelled = index < CANCELLED;
    await delay(luck.between(0, seconds * 0.9) * 1000);
    const id = await startRequest(system, `random-${index}`, POLLING, strategy);
    if (isCancelled) {
      await delay(luck.between(0, CANCELLED_WITHIN_SECONDS) * 1000);
      await system.client.signal(id, 'cancel', { reason: 'a whim' });
    }
    return { id, isCancelled };
  }

  it('all end as they should, and each product has one Task', async () => {
    const luck = new Luck(seed);
    const end = Date.now() + seconds * 1000;
    const havoc = wreakHavoc(system, luck.split(), end);
    const lucks = Array.from({ length: REQUESTS }, () => luck.split());
    const [kills, ...requests] = await Promise.all([
      havoc,
      ...lucks.map((own, index) => request(index, own)),
    ]);

    const deadline = Date.now() + PATIENCE_MS;
    const ends = await Promise.allSettled(
      requests.map(({ id, isCancelled }) =>
        isCancelled
          ? expectEndOfCancelled(system, id, deadline)
          : expectEnd(system, id, 'with its result', deadline),
      ),
    );
    const late = Math.round((Date.now() - end) / 1000);
    process.stdout.write(`killed ${JSON.stringify(kills)}; all had ended ${late} s later\n`);
    const wrong = ends.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    expect({ seed, wrong }).toEqual({ seed, wrong: [] });
  });
});
