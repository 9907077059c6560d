import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { got } from 'got';
import type { Page } from 'playwright-core';
import { startEmbeddedSystem, type EmbeddedSystem } from '../../dev/system.js';
import type { BackfillProgress, ProductInput, RequestStatus } from '../../src/contract/index.js';
import { startOptions } from '../../src/requests/start-options.js';
import { until } from '../../test/support/until.js';
import type { Picture, Scene } from './scene.js';

const ACCOUNT = '2026-05';
const BACKFILL = 'q4-portfolio';
const REQUESTS_OF_BACKFILL = 120;

const product = JSON.parse(
  readFileSync(new URL('../../examples/product-tablet.json', import.meta.url), 'utf8'),
) as ProductInput;

interface SandboxTask {
  edition: string;
  id: string;
  status: string;
  identifiers: { value?: string }[];
}

/** What people at the service do. */
class People {
  readonly #url: string;

  constructor({ sandbox }: EmbeddedSystem) {
    this.#url = `${sandbox.url}/control/tasks`;
  }

  /** The open Tasks whose requests' ids begin so. */
  async openTasks(beginning: string): Promise<SandboxTask[]> {
    const tasks = await got(this.#url).json<SandboxTask[]>();
    return tasks.filter(
      ({ status, identifiers }) =>
        status === 'received' && identifiers.some(({ value }) => value?.startsWith(beginning)),
    );
  }

  async decide({ edition, id }: SandboxTask, status: string, reason?: string): Promise<void> {
    await got.post(`${this.#url}/${edition}/${id}`, { json: { status, reason } });
  }
}

async function start(client: Client, requestId: string): Promise<string> {
  const workflowId = `phpid/${ACCOUNT}/${requestId}`;
  const planned = {
    kind: 'phpid' as const,
    workflowId,
    request: { account: ACCOUNT, requestId, product },
  };
  await client.workflow.start('requestPhpid', startOptions(planned, 'idmp'));
  return workflowId;
}

async function untilWaiting(client: Client, workflowId: string): Promise<void> {
  const handle = client.workflow.getHandle(workflowId);
  await until(async () => {
    const { stage, polls } = await handle.query<RequestStatus>('status');
    return stage === 'waiting' && polls > 1;
  }, `${workflowId} to wait`);
}

/** Two requests, of which people reject one. */
async function playRequests({ client }: EmbeddedSystem, people: People): Promise<void> {
  const waiting = await start(client, 'RA-20451');
  const rejected = await start(client, 'RA-20452');
  await untilWaiting(client, waiting);
  await untilWaiting(client, rejected);
  const [task] = await people.openTasks(rejected);
  const reason = 'The strength of methotrexate is not the one of section 2 of the SmPC: 2.5 mg of the base?';
  await people.decide(task!, 'rejected', reason);
  await client.workflow.getHandle(rejected).executeUpdate('checkNow');
}

/** A backfill, of which people have decided about some. */
async function playBackfill({ client }: EmbeddedSystem, people: People): Promise<void> {
  const handle = await client.workflow.start('backfill', {
    taskQueue: 'idmp',
    workflowId: BACKFILL,
    staticSummary: `backfill of account ${ACCOUNT}`,
    args: [{ account: ACCOUNT, requestsPerSecond: 10 }],
  });
  const requests = Array.from({ length: REQUESTS_OF_BACKFILL }, (_, index) => ({
    product: { ...product, identifier: { ...product.identifier, value: `NL-HELD-${1000 + index}` } },
  }));
  await handle.executeUpdate('addRequests', { args: [{ page: 1, kind: 'phpid', requests }] });
  await handle.executeUpdate('close');
  const beginning = `phpid/${ACCOUNT}/NL-HELD-1`;
  const enough = REQUESTS_OF_BACKFILL / 2;
  await until(async () => (await people.openTasks(beginning)).length >= enough, 'half of the Tasks');
  const tasks = (await people.openTasks(beginning)).slice(0, enough);
  for (const [index, task] of tasks.entries()) {
    const isOdd = index % 9 === 4;
    await people.decide(
      task,
      isOdd ? 'rejected' : 'completed',
      isOdd ? 'The dose form is missing.' : undefined,
    );
  }
  await until(
    async () => (await handle.query<BackfillProgress>('progress')).completed > enough / 2,
    'results of the backfill',
  );
}

/** The page that a workflow has in the UI. */
async function userMetadata(page: Page): Promise<void> {
  await page.getByText('User Metadata').first().click();
  const details = page.frameLocator('iframe').last();
  await details.locator('table').waitFor();
  // The UI gives the frame its height when its page is there.
  await page.waitForTimeout(2_000);
}

/** Temporal's web UI: requests and a backfill, as operators see them. */
export const webUi: Scene = {
  names: ['request-waiting', 'request-rejected', 'backfill'],
  async prepare() {
    const folder = mkdtempSync(join(tmpdir(), 'idmp-screenshots-'));
    const system = await startEmbeddedSystem({ folder, keep: false, pace: 'manual' });
    const close = async (): Promise<void> => {
      await system.stop();
      rmSync(folder, { recursive: true });
    };
    try {
      const people = new People(system);
      await playRequests(system, people);
      await playBackfill(system, people);
    } catch (error) {
      await close();
      throw error;
    }
    const { uiUrl, namespace } = system.temporal;
    const picture = (name: string, workflowId: string, height: number): Picture => ({
      name,
      viewport: { width: 1366, height },
      url: `${uiUrl}/namespaces/${namespace}/workflows/${encodeURIComponent(workflowId)}`,
      arrange: userMetadata,
    });
    const pictures: readonly Picture[] = [
      picture('request-waiting', `phpid/${ACCOUNT}/RA-20451`, 780),
      picture('request-rejected', `phpid/${ACCOUNT}/RA-20452`, 780),
      picture('backfill', BACKFILL, 780),
    ];
    return { pictures, close };
  },
};
