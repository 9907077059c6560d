import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { FaultSystem } from './support/fault-system.js';
import { PARTS } from './support/parts.js';
import type { HistoryEvent } from './support/patient-client.js';
import { startRequest, taskIdsOf, untilStatus } from './support/requests.js';
import { faultSettings } from './support/settings.js';
import { expectEnd } from './support/verdicts.js';

jest.setTimeout(120_000);

const REQUESTS = 6;
const OFTEN = { initialSeconds: 0.3, factor: 1, maximumSeconds: 0.3 };
/** Number of events after which the server suggests a new run: about three polls. */
const SUGGESTED = 40;
const AWAY_MS = 1_000;
const PATIENCE_MS = 60_000;

/** Moments by the state of a run at the server while the worker is frozen, with the event that follows. */
const MOMENTS = [
  {
    moment: 'is about to go on in a new run',
    holds: (events: HistoryEvent[]): boolean =>
      events.length >= SUGGESTED &&
      isSet(events.at(-1)?.workflowTaskStartedEventAttributes) &&
      isSet(events.at(-3)?.activityTaskCompletedEventAttributes),
  },
  {
    moment: 'has just gone on in a new run, which has done nothing yet',
    holds: (events: HistoryEvent[]): boolean =>
      events.length <= 3 &&
      isSet(events[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId),
  },
];

const { isWhole, rounds: count } = faultSettings();
const rounds = Array.from({ length: count }, (_, index) => index + 1);
/** Pairs of moment and part; `npm test` plays every other pair, with each moment and each part at least once. */
const kills = MOMENTS.flatMap((each, at) =>
  PARTS.filter((_, index) => isWhole || (at + index) % 2 === 0).map((part) => ({ ...each, part })),
);

describe.each(rounds)('requests that poll for a long time (round %d)', () => {
  let system: FaultSystem;
  let requests: string[] = [];

  beforeAll(async () => {
    const dynamicConfig = { 'limit.historyCount.suggestContinueAsNew': SUGGESTED };
    system = await FaultSystem.start({ dynamicConfig });
    await system.sandbox.control.pace('manual');
    const names = Array.from({ length: REQUESTS }, (_, index) => `poll-${index}`);
    requests = await Promise.all(names.map((name) => startRequest(system, name, OFTEN)));
    await taskIdsOf(system, requests);
  });
  afterAll(() => FaultSystem.stopAll());

  it.each(kills)('all go on when the $part is killed while one $moment', async ({ part, holds, moment }) => {
    const before = await untilStatus(system, requests, ({ stage }) => stage === 'waiting');
    await system.freezeWorkerWhen(async () => {
      const histories = await Promise.all(requests.map((id) => system.client.history(id)));
      return histories.some(holds);
    }, `a request that ${moment}`);
    await system.kill(part);
    system.thawWorker();
    await delay(AWAY_MS);
    await system.restart(part);
    for (const [index, id] of requests.entries()) {
      await untilStatus(system, [id], ({ polls }) => polls > before[index]!.polls + 1);
    }
  });

  it('end with their results and one Task each, and have counted their polls through all runs', async () => {
    const { client, sandbox } = system;
    const taskIds = await taskIdsOf(system, requests);
    for (const id of taskIds) await sandbox.control.move('2026-05', id, { status: 'completed' });
    for (const id of requests) {
      await expectEnd(system, id, 'with its result', Date.now() + PATIENCE_MS);
      const ending = await client.ending(id, Date.now() + PATIENCE_MS);
      const polls = ending.as === 'completed' ? ending.result.polls : 0;
      const [task] = await sandbox.tasksOf(id);
      // An answer that was lost in a kill was read and is not counted; the verdict itself makes one read.
      expect(task!.reads - 1 - polls).toBeGreaterThanOrEqual(0);
      expect(task!.reads - 1 - polls).toBeLessThanOrEqual(kills.length);
    }
  });
});

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
