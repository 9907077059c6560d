import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, it, jest } from '@jest/globals';
import { FaultSystem } from './support/fault-system.js';
import { PARTS } from './support/parts.js';
import { NEVER, startRequest, taskIdsOf } from './support/requests.js';
import { faultSettings } from './support/settings.js';
import { CROWD, freezeDuring } from './support/under-way.js';
import { expectEnd } from './support/verdicts.js';

jest.setTimeout(120_000);

const AWAY_MS = 1_000;
const PATIENCE_MS = 60_000;
const rounds = Array.from({ length: faultSettings().rounds }, (_, index) => index + 1);

// Their Tasks are deleted already; the last step is that Temporal marks their runs as canceled.
describe.each(rounds)('requests that are about to end as Canceled (round %d)', () => {
  let system: FaultSystem;

  beforeAll(async () => {
    system = await FaultSystem.start();
    await system.sandbox.control.pace('manual');
  });
  afterAll(() => FaultSystem.stopAll());

  it.each(PARTS)('end so, when the %s is killed in this moment', async (part) => {
    const names = Array.from({ length: CROWD }, (_, index) => `${part}-${index}`);
    const requests = await Promise.all(names.map((name) => startRequest(system, name, NEVER)));
    await taskIdsOf(system, requests);
    system.freezeWorker();
    await Promise.all(requests.map((id) => system.client.signal(id, 'cancel')));
    await freezeDuring(system, requests, 'requestOwnCancellation');
    await system.kill(part);
    system.thawWorker();
    await delay(AWAY_MS);
    await system.restart(part);
    const deadline = Date.now() + PATIENCE_MS;
    for (const id of requests) await expectEnd(system, id, 'with its Task deleted', deadline);
  });
});
