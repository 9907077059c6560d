import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { parse } from 'csv-parse/sync';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { sweepId, type BackfillProgress } from '../../src/contract/index.js';
import { portfolioLines } from '../rows/support/portfolio.js';
import { run, type TestProcess } from '../support/processes.js';
import { control } from '../support/sandbox-control.js';
import { sharedServer } from '../support/system.js';
import { until } from '../support/until.js';

/** Number of products; `npm run test:backfill` sets 2,000. */
const PRODUCTS = Number(process.env.IDMP_TEST_PRODUCTS ?? 60);
/** Rate limit of the calls to the service. */
const CALLS_PER_SECOND = 100;
/** Number of products of a large backfill: a smaller one needs at least one status call for each product. */
const LARGE = 1_000;

jest.setTimeout(120_000 + PRODUCTS * 1_000);

const account = `backfill-${randomUUID().slice(0, 8)}`;
const taskQueue = `idmp-${account}`;
let folder: string;
let sandbox: Sandbox;
let client: Client;
let worker: TestProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'idmp-backfill-'));
  sandbox = await startSandbox({
    pace: [
      { status: 'in-progress', afterSeconds: 1 },
      { status: 'completed', afterSeconds: 4 },
    ],
  });
  client = new Client({ connection: await Connection.connect({ address: sharedServer() }) });
  const own = { baseUrl: sandbox.baseUrl('2026-05'), edition: '2026-05', subscriptionKey: 'a-key' };
  await writeFile(join(folder, 'accounts.json'), JSON.stringify({ [account]: own }));
  const setup = await idmp('setup', '--sweep-every', PRODUCTS >= LARGE ? '20s' : '3s').ended;
  expect(setup.code).toBe(0);
  worker = await startWorker();
});
afterAll(async () => {
  await client?.schedule.getHandle(sweepId(account)).delete();
  await worker?.kill('SIGTERM');
  await client?.connection.close();
  await sandbox?.close();
  await rm(folder, { recursive: true, force: true });
});

const environment = (): Record<string, string> => ({
  TEMPORAL_ADDRESS: sharedServer(),
  IDMP_ACCOUNTS_FILE: join(folder, 'accounts.json'),
  IDMP_TASK_QUEUE: taskQueue,
  IDMP_FHIR_TASK_QUEUE: `${taskQueue}-fhir`,
  IDMP_MAX_FHIR_CALLS_PER_SECOND: String(CALLS_PER_SECOND),
});

const idmp = (...args: string[]): TestProcess => run('src/starter.ts', args, environment());

async function startWorker(): Promise<TestProcess> {
  const started = run('src/worker.ts', [], environment());
  await until(() => Promise.resolve(started.stderr().includes('worker started')), 'the start of a worker');
  return started;
}

/** Writes a file of products that no other file has. */
async function portfolio(name: string, products: number, badPercent = 0): Promise<string> {
  const path = join(folder, `${name}.csv`);
  const lines = [...portfolioLines({ products, rows: Infinity, badPercent, apart: true })];
  await writeFile(path, lines.map((line) => `${line.replace(/MPID/g, name)}\n`).join(''));
  return path;
}

const tasks = async (): Promise<number> => (await control(sandbox).tasks()).length;

describe(`a backfill of ${PRODUCTS} products, whose worker is killed and whose command is interrupted midway`, () => {
  let path: string;
  let results: Record<string, string>[];
  let printed: BackfillProgress & { backfillId: string };

  beforeAll(async () => {
    path = await portfolio('PORTFOLIO', PRODUCTS);
    await control(sandbox).resetRate();
    const first = idmp('backfill', path, '--account', account, '--rate', '50', '--wait');
    await until(async () => (await tasks()) > PRODUCTS / 4, 'a quarter of the Tasks', 600_000);
    first.child.kill('SIGINT');
    expect((await first.ended).code).toBe(130);
    await worker.kill('SIGKILL');
    worker = await startWorker();
    const output = join(folder, 'results.csv');
    const again = idmp('backfill', path, '--account', account, '--rate', '50', '--results', output);
    const { code } = await again.ended;
    expect({ code, stderr: again.stderr() }).toMatchObject({ code: 0 });
    printed = JSON.parse(again.stdout()) as typeof printed;
    results = parse(await readFile(output), { columns: true, bom: true });
  });

  it('has made exactly one Task for each product', async () => {
    const all = await control(sandbox).tasks();
    const requests = all.flatMap(({ identifiers }) => identifiers.map(({ value }) => value?.split('#')[0]));
    expect(all).toHaveLength(PRODUCTS);
    expect(new Set(requests).size).toBe(PRODUCTS);
  });

  it('has all results, in what it printed and in the report', () => {
    expect(printed).toMatchObject({ added: PRODUCTS, started: PRODUCTS, completed: PRODUCTS, waiting: 0 });
    expect(results).toHaveLength(PRODUCTS);
    expect(results.every((row) => row.Stage === 'completed')).toBe(true);
  });

  it('has asked the service for hardly any status', async () => {
    const counts = await control(sandbox).requests();
    const reads = (await control(sandbox).tasks()).reduce((sum, task) => sum + task.reads, 0);
    const searches = Object.entries(counts)
      .filter(([route]) => /^GET .*\/Task$/.test(route))
      .reduce((sum, [, count]) => sum + count, 0);
    process.stdout.write(
      `${PRODUCTS} products: ${reads} reads of Tasks, ${searches} pages of searches, ` +
        `${((reads + searches) / PRODUCTS).toFixed(3)} status calls a product\n`,
    );
    if (PRODUCTS >= LARGE) expect((reads + searches) / PRODUCTS).toBeLessThanOrEqual(0.2);
    // In a small backfill, many requests were submitting when the worker was killed: a sweep signals them before they know their
    // Task, and each polls once. Without sweeps all requests would poll, and more than once.
    else expect(reads / PRODUCTS).toBeLessThan(0.75);
  });

  it('has never asked it more often than agreed', async () => {
    const rate = await control(sandbox).rate();
    process.stdout.write(`${JSON.stringify(rate)} at ${CALLS_PER_SECOND} calls a second\n`);
    expect(rate.busiestSecond).toBeLessThanOrEqual(CALLS_PER_SECOND);
    expect(rate.busiestTenSeconds).toBeLessThanOrEqual(10 * CALLS_PER_SECOND);
  });

  it('submits nothing when the command is run once more', async () => {
    const { code } = await idmp('backfill', path, '--account', account, '--wait').ended;
    expect(code).toBe(0);
    expect(await tasks()).toBe(PRODUCTS);
  });
});

describe('a file with bad rows', () => {
  it('has its good products submitted, and its bad ones in a file that can be fixed and sent', async () => {
    const before = await tasks();
    const path = await portfolio('BAD', 5, 20);
    const sent = idmp('backfill', path, '--account', account);
    const { code } = await sent.ended;
    expect({ code, stderr: sent.stderr() }).toMatchObject({ code: 2 });
    const printed = JSON.parse(sent.stdout()) as BackfillProgress & { badRows: string };
    expect(printed).toMatchObject({ closed: true, badRows: join(folder, 'BAD.bad.csv') });
    expect(printed.added).toBeGreaterThan(0);
    expect(printed.added).toBeLessThan(5);
    await until(async () => (await tasks()) === before + printed.added, 'a Task for each good product');
    const bad = parse<Record<string, string>>(await readFile(printed.badRows), { columns: true });
    expect(new Set(bad.map((row) => row['identifier.value'])).size).toBe(5 - printed.added);
  });

  it.each(['nowhere.csv', 'accounts.json'])(
    'that is none (%s) ends the command with a message',
    async (name) => {
      const command = idmp('backfill', join(folder, name), '--account', account);
      expect((await command.ended).code).toBe(2);
      expect(command.stderr()).toContain(name);
    },
  );
});

describe('a backfill that an operator controls', () => {
  const id = `${account}/looked-after`;

  async function answer(...args: string[]): Promise<BackfillProgress> {
    const command = idmp(...args);
    expect({ code: (await command.ended).code, stderr: command.stderr() }).toMatchObject({ code: 0 });
    return JSON.parse(command.stdout()) as BackfillProgress;
  }

  it('is paused, resumed, looked at and cancelled by its commands', async () => {
    await control(sandbox).pace('manual');
    const path = await portfolio('LOOKED-AFTER', 4);
    await answer('backfill', path, '--account', account, '--id', id);
    expect(await answer('backfill-pause', id)).toMatchObject({ paused: true });
    expect(await answer('backfill-resume', id)).toMatchObject({ paused: false });
    await until(async () => (await answer('backfill-status', id)).started === 4, 'four requests');
    const cancelled = await answer('backfill-cancel', id, '--reason', 'enough');
    expect(cancelled).toMatchObject({ cancelled: 4, waiting: 0 });
    expect((await idmp('backfill-pause', id).ended).code).toBe(2);
    expect((await idmp('backfill-status', 'nobody').ended).code).toBe(2);
  });
});
