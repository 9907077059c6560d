import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { FhirClients } from '../../src/activities/index.js';
import type { Account, Config } from '../../src/configuration/config.js';
import type { EditionName, Kind, RequestInput } from '../../src/contract/index.js';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { createLogger, installLogging } from '../../src/temporal/logging.js';
import { createWorkers, runWorkers } from '../../src/temporal/workers.js';
import { aProduct, aSubstance } from '../support/products.js';
import { account } from '../support/system.js';
import { timeSkippingEnvironment } from '../support/time-skipping.js';

jest.setTimeout(120_000);

let env: TestWorkflowEnvironment;
let sandbox: Sandbox;

beforeAll(async () => {
  installLogging(createLogger('silent'));
  env = await timeSkippingEnvironment();
  // The sandbox's clock is real while the server skips time, so its Tasks move on by the number of reads.
  sandbox = await startSandbox({ pace: [{ status: 'completed', afterReads: 10 }] });
});
afterAll(async () => {
  await env?.teardown();
  await sandbox?.close();
});

/** Seconds from the submission to the first poll, then from poll to poll, by the server's clock. */
async function secondsBetweenPolls(kind: Kind, edition: EditionName, input: RequestInput): Promise<number[]> {
  const taskQueue = `schedule-${edition}-${kind}-${Math.random()}`;
  const config: Config = {
    accounts: new Map<string, Account>([
      ['default', account(edition, sandbox, { name: 'default', polling: {} })],
    ]),
    trackingSystem: 'urn:idmp-worker:request',
    taskQueue,
    fhirTaskQueue: `${taskQueue}-fhir`,
    maxFhirCallsPerSecond: 200,
    maxCachedWorkflows: 1_000,
    shutdownSeconds: 25,
    workerRole: 'all',
    logLevel: 'silent',
    encryptionKeys: [],
  };
  const dependencies = { config, clients: new FhirClients(config.accounts, config.maxFhirCallsPerSecond) };
  const ending = new AbortController();
  const workers = await createWorkers(env.nativeConnection, 'default', dependencies);
  const running = runWorkers(workers, ending.signal);
  const type = kind === 'phpid' ? 'requestPhpid' : 'requestGsid';
  const handle = await env.client.workflow.start(type, { taskQueue, workflowId: taskQueue, args: [input] });
  await handle.result();
  const { events } = await handle.fetchHistory();
  ending.abort();
  await running;
  const times = (events ?? [])
    .filter((event) => ['submitTask', 'pollTask'].includes(activityType(event) ?? ''))
    .map((event) => Number(event.eventTime?.seconds) + Number(event.eventTime?.nanos) / 1e9);
  return times.slice(1).map((time, index) => Math.round(time - times[index]!));
}

function activityType(event: {
  activityTaskScheduledEventAttributes?: { activityType?: { name?: string | null } | null } | null;
}): string | null | undefined {
  return event.activityTaskScheduledEventAttributes?.activityType?.name;
}

/**
 * A wait is at most 5 % shorter than the schedule, and never longer. The measured time ends when the next call is
 * scheduled, so it may be a second longer.
 */
function expectWaits(waits: number[], schedule: number[]): void {
  expect(waits).toHaveLength(schedule.length);
  waits.forEach((wait, index) => {
    expect(wait).toBeGreaterThanOrEqual(Math.floor(schedule[index]! * 0.95));
    expect(wait).toBeLessThanOrEqual(schedule[index]! + 1);
  });
}

describe('the polling schedule, in the seconds of a server that skips time', () => {
  it('of a PhPID request doubles from 4 s to 1024 s, and stays there (guide 2025-01, phpIdRequest step 4)', async () => {
    const waits = await secondsBetweenPolls('phpid', '2025-01', { product: aProduct() });
    expectWaits(waits, [4, 8, 16, 32, 64, 128, 256, 512, 1024, 1024, 1024]);
  });

  it('of a GSID request doubles from 4 s to 4096 s (guide 2025-01, substanceRequest step 4)', async () => {
    const waits = await secondsBetweenPolls('gsid', '2025-01', { substance: aSubstance() });
    expectWaits(waits, [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096]);
  });

  it('is daily in 2026-05 (guide 2026-05, phpIdRequest step 4)', async () => {
    const waits = await secondsBetweenPolls('phpid', '2026-05', { product: aProduct() });
    expectWaits(
      waits,
      Array.from({ length: 11 }, () => 86_400),
    );
  });

  it('is the request’s own where it says so', async () => {
    const polling = { initialSeconds: 10, factor: 3, maximumSeconds: 500 };
    const waits = await secondsBetweenPolls('phpid', '2026-05', { product: aProduct(), polling });
    expectWaits(waits, [10, 30, 90, 270, 500, 500, 500, 500, 500, 500, 500]);
  });

  it('differs a little from request to request, so that those that start together do not poll together', async () => {
    const one = await secondsBetweenPolls('phpid', '2026-05', { product: aProduct('JITTER-1') });
    const other = await secondsBetweenPolls('phpid', '2026-05', { product: aProduct('JITTER-2') });
    expect(one).not.toEqual(other);
  });
});
