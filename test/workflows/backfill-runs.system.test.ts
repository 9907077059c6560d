import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { searchAttributes } from '../../dev/search-attributes.js';
import { startDevServer, type DevServer } from '../../dev/temporal/index.js';
import { startTestSystem, type TestSystem } from '../support/system.js';
import { freshRequests, startBackfill } from './support/backfills.js';

const AT_ONCE = { account: '2026-05', requestsPerSecond: 50 };

describe('a backfill whose history grows', () => {
  let server: DevServer;
  let system: TestSystem;
  beforeAll(async () => {
    server = await startDevServer({
      headless: true,
      searchAttributes,
      dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 60 },
    });
    system = await startTestSystem({ address: server.address, pace: [{ status: 'completed' }] });
  });
  afterAll(async () => {
    await system?.stop();
    await server?.stop();
  });

  it('goes on in new runs, and loses no page, no request and no count', async () => {
    const backfill = await startBackfill(system, AT_ONCE);
    const requests = freshRequests(60);
    for (let page = 1; page <= 20; page += 1) {
      const verdict = await backfill.add(page, requests.slice((page - 1) * 3, page * 3));
      expect(verdict).toEqual({ accepted: 3, known: 0, invalid: [] });
    }
    // An early page counts as the same page.
    expect(await backfill.add(1, requests.slice(0, 3))).toEqual({ accepted: 3, known: 0, invalid: [] });
    await backfill.close();
    expect(await backfill.handle.result()).toMatchObject({ added: 60, started: 60, completed: 60 });
    const runs = `WorkflowId = '${backfill.id}' AND ExecutionStatus = 'ContinuedAsNew'`;
    expect((await system.client.workflow.count(runs)).count).toBeGreaterThan(2);
  });
});
