import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { searchAttributes } from '../../dev/search-attributes.js';
import { startDevServer, type DevServer } from '../../dev/temporal/index.js';
import { type PhpidResult } from '../../src/contract/index.js';
import { aProduct } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';

/** Number of polls. `npm run test:polls` sets 5,000, as a request makes in two months at 1024 s; 400 need several runs. */
const POLLS = Number(process.env.IDMP_TEST_POLLS ?? 400);

/** Temporal's suggested length of a history, in events, where the server does not configure another one. */
const SUGGESTED = 4_096;

/** Number of events of a poll: a timer, an activity and their workflow tasks. */
const POLL = 11;

const edition = '2026-05' as const;

let server: DevServer;
let system: TestSystem;

jest.setTimeout(3_600_000);

beforeAll(async () => {
  server = await startDevServer({
    headless: true,
    searchAttributes,
    // Timers otherwise fire up to a second late, which does not matter to a request, but adds hours to this test.
    dynamicConfig: { 'history.timerProcessorMaxTimeShift': '5ms' },
  });
  system = await startTestSystem({
    address: server.address,
    pace: [
      { status: 'in-progress', afterReads: POLLS / 2 },
      { status: 'completed', afterReads: POLLS / 2 - 1 },
    ],
  });
});
afterAll(async () => {
  await system?.stop();
  await server?.stop();
});

describe(`a request that is polled ${POLLS} times`, () => {
  it('keeps each history within what Temporal suggests, and its state to the last', async () => {
    const polling = { initialSeconds: 0.001, factor: 1, maximumSeconds: 0.001, deadlineSeconds: 3600 };
    const handle = await system.start('phpid', { account: edition, product: aProduct(), polling });
    const began = Date.now();
    const result = (await handle.result()) as PhpidResult;
    process.stderr.write(`${POLLS} polls took ${Math.round((Date.now() - began) / 1000)} s\n`);
    expect(result).toMatchObject({ polls: POLLS, edition, requestId: handle.workflowId });
    expect(result.phpids).toHaveLength(4);
    expect((await control(system.sandbox).tasks()).map(({ id, reads }) => ({ id, reads }))).toEqual([
      { id: result.taskId, reads: POLLS },
    ]);

    const lengths = async (): Promise<number[]> => {
      const found: number[] = [];
      for await (const run of system.client.workflow.list({ query: `WorkflowId = '${handle.workflowId}'` })) {
        found.push(run.historyLength ?? 0);
      }
      return found;
    };
    const events = POLLS * POLL;
    await until(
      async () => (await lengths()).length > Math.floor(events / SUGGESTED),
      'all runs in the list',
    );
    expect(Math.max(...(await lengths()))).toBeLessThanOrEqual(SUGGESTED);
  });
});
