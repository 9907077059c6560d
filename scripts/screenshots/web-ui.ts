import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startEmbeddedSystem } from '../../dev/system.js';
import { IdmpClient, type IdmpRequest, type ProductInput } from '../../src/client/index.js';
import { control, type SandboxTask } from '../../test/support/sandbox-control.js';
import { until } from '../../test/support/until.js';
import type { Picture, Scene } from './scene.js';

const ACCOUNT = '2026-05';
const BACKFILL = 'q4-portfolio';
const REQUESTS_OF_BACKFILL = 120;

const product = JSON.parse(
  readFileSync(new URL('../../examples/product-tablet.json', import.meta.url), 'utf8'),
) as ProductInput;

/** Actions of the service's reviewers. */
type People = ReturnType<typeof control>;

/** Finds the undecided Tasks of requests whose ids have this beginning. */
async function openTasks(people: People, beginning: string): Promise<SandboxTask[]> {
  const isMeant = ({ status, identifiers }: SandboxTask): boolean =>
    status === 'received' && identifiers.some(({ value }) => value?.startsWith(beginning));
  return (await people.tasks()).filter(isMeant);
}

async function start(idmp: IdmpClient, requestId: string): Promise<IdmpRequest> {
  const { request } = await idmp.requestPhpid({ account: ACCOUNT, requestId, product });
  await until(async () => {
    const { stage, polls } = await request.status();
    return stage === 'waiting' && polls > 1;
  }, `${request.id} to wait`);
  return request;
}

/** Two requests, of which reviewers reject one. */
async function playRequests(idmp: IdmpClient, people: People): Promise<void> {
  await start(idmp, 'RA-20451');
  const rejected = await start(idmp, 'RA-20452');
  const [task] = await openTasks(people, rejected.id);
  const reason = 'The strength of methotrexate is not the one of section 2 of the SmPC: 2.5 mg of the base?';
  await people.move(ACCOUNT, task!.id, { status: 'rejected', reason });
  await rejected.checkNow();
}

/** Backfill with some decided requests. */
async function playBackfill(idmp: IdmpClient, people: People): Promise<void> {
  const { backfill } = await idmp.startBackfill(BACKFILL, { account: ACCOUNT, requestsPerSecond: 10 });
  const requests = Array.from({ length: REQUESTS_OF_BACKFILL }, (_, index) => ({
    product: { ...product, identifier: { ...product.identifier, value: `NL-HELD-${1000 + index}` } },
  }));
  for (const [index, page] of [requests.slice(0, 100), requests.slice(100)].entries()) {
    await backfill.add({ page: index + 1, kind: 'phpid', requests: page });
  }
  await backfill.close();
  const beginning = `phpid/${ACCOUNT}/NL-HELD-1`;
  const enough = REQUESTS_OF_BACKFILL / 2;
  await until(async () => (await openTasks(people, beginning)).length >= enough, 'half of the Tasks');
  const tasks = (await openTasks(people, beginning)).slice(0, enough);
  for (const [index, { id }] of tasks.entries()) {
    const isOdd = index % 9 === 4;
    await people.move(
      ACCOUNT,
      id,
      isOdd ? { status: 'rejected', reason: 'The dose form is missing.' } : { status: 'completed' },
    );
  }
  await until(async () => (await backfill.progress()).completed > enough / 2, 'results of the backfill');
}

/** Address of a workflow's page in the UI. */
async function userMetadata(page: Page): Promise<void> {
  await page.getByText('User Metadata').first().click();
  const details = page.frameLocator('iframe').last();
  await details.locator('table').waitFor();
  // The UI sets the frame's height when its page is loaded.
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
      const [idmp, people] = [new IdmpClient(system.client, system.config), control(system.sandbox)];
      await playRequests(idmp, people);
      await playBackfill(idmp, people);
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
