import { describe, expect, it } from '@jest/globals';
import { Arrivals } from '../../sandbox/http/arrivals.js';
import { FhirClient, Pace } from '../../src/fhir/index.js';
import { withFhirServer } from '../support/fhir-server.js';
import { accountAt } from './support/account.js';

// A busy machine makes starts later and never earlier, so these tests assert that a call does not start too early.

const now = (): number => performance.now();

function blockEventLoop(milliseconds: number): void {
  const until = now() + milliseconds;
  while (now() < until);
}

/** Returns the time of each turn when so many callers ask at once. */
function turns(pace: Pace, count: number): Promise<number[]> {
  return Promise.all(Array.from({ length: count }, () => pace.turn().then(now)));
}

/** Whether it ends before the event loop turns. */
async function isNow(wait: () => Promise<unknown>): Promise<boolean> {
  let isOver = false;
  const over = wait().then(() => (isOver = true));
  await new Promise(setImmediate);
  const isAtOnce = isOver;
  await over;
  return isAtOnce;
}

function expectNoneBefore(times: number[], first: number, gapMs: number): void {
  const early = times.map((time, index) => time - first - index * gapMs).filter((late) => late < 0);
  expect(early).toEqual([]);
}

describe('the pace of calls', () => {
  it('gives turns in the order of asking, each so long after the one before', async () => {
    const began = now();
    const times = await turns(new Pace(50), 12);
    expectNoneBefore(times, began, 20);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('lets a call after a pause start at once', async () => {
    const pace = new Pace(20);
    await pace.turn();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await isNow(() => pace.turn())).toBe(true);
  });

  it('does not catch up with what was lost while the event loop was blocked', async () => {
    const pace = new Pace(50);
    const all = turns(pace, 10);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const blockedFrom = now();
    blockEventLoop(200);
    const unblocked = now();
    const after = (await all).filter((time) => time >= blockedFrom);
    expect(after.length).toBeGreaterThan(3);
    expectNoneBefore(after, unblocked, 20);
  });

  it('delays no call from a thousand calls per second on', async () => {
    const pace = new Pace(1_000);
    expect(await isNow(() => turns(pace, 5_000))).toBe(true);
  });

  it('is left at once by an aborted call, which does not delay others', async () => {
    const pace = new Pace(0.001);
    await pace.turn();
    const ending = new AbortController();
    const waiting = [pace.turn(ending.signal), pace.turn(ending.signal)];
    ending.abort(new Error('cancelled'));
    for (const turn of waiting) await expect(turn).rejects.toThrow('cancelled');
    await expect(pace.turn(ending.signal)).rejects.toThrow('cancelled');
  });
});

describe('calls of clients that share a pace', () => {
  const paced = async (
    pace: Pace,
    baseUrls: string[],
    test: (...clients: FhirClient[]) => Promise<void>,
    timeoutMs = 12_000,
  ): Promise<void> => {
    const clients = baseUrls.map((baseUrl) => new FhirClient(accountAt(baseUrl), { pace, timeoutMs }));
    await test(...clients).finally(() => clients.forEach((client) => client.close()));
  };
  const read = (client: FhirClient, signal?: AbortSignal): Promise<unknown> =>
    client.call({ method: 'GET', path: 'Task/1', signal });

  it(
    'reach the service no closer together than the limit has it',
    withFhirServer(async (server) => {
      const arrivals: number[] = [];
      const busiest = new Arrivals();
      server.on('GET', 'Task/1', (response) => {
        arrivals.push(now());
        busiest.add(now());
        response.end('{"resourceType":"Task"}');
      });
      await paced(new Pace(20), [server.baseUrl, server.baseUrl], async (one, other) => {
        const began = now();
        await Promise.all(Array.from({ length: 30 }, (_, index) => read(index % 2 === 0 ? one : other)));
        expect(arrivals).toHaveLength(30);
        expectNoneBefore(arrivals, began, 50);
        // One or two calls may arrive late.
        expect(busiest.rate().busiestSecond).toBeLessThanOrEqual(23);
      });
    }),
  );

  it(
    'count as calls whatever they read',
    withFhirServer(async (server) => {
      const began = now();
      await paced(new Pace(20), [server.baseUrl], async (client) => {
        await Promise.all([client.capabilities.get(), read(client).catch(() => undefined)]);
        await read(client).catch(() => undefined);
      });
      expect(server.requests).toHaveLength(3);
      expect(now() - began).toBeGreaterThanOrEqual(100);
    }),
  );

  it(
    'have all of their time when their turn comes',
    withFhirServer(async (server) => {
      server.on('GET', 'Task/1', { body: { resourceType: 'Task' } });
      const pace = new Pace(0.5);
      await pace.turn();
      const began = now();
      const timeoutMs = 1_900;
      await paced(pace, [server.baseUrl], async (client) => void (await read(client)), timeoutMs);
      expect(now() - began).toBeGreaterThan(timeoutMs);
    }),
  );

  it(
    'are never sent where they are cancelled before',
    withFhirServer(async (server) => {
      const pace = new Pace(0.001);
      await pace.turn();
      await paced(pace, [server.baseUrl], async (client) => {
        const ending = new AbortController();
        const waiting = read(client, ending.signal);
        ending.abort(new Error('cancelled'));
        await expect(waiting).rejects.toThrow('cancelled');
      });
      expect(server.requests).toEqual([]);
    }),
  );
});
