import { existsSync, readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import { parse } from 'csv-parse/sync';
import { WORKFLOWS, type Kind, type RequestInput, type RequestStatus } from '../../src/contract/index.js';
import { createStartOptions } from '../../src/requests/start-options.js';
import type { RequestRow } from '../../src/results/index.js';
import { aProduct, aSubstance } from '../support/products.js';
import { control } from '../support/sandbox-control.js';
import { startTestSystem, type TestSystem } from '../support/system.js';
import { until } from '../support/until.js';
import { startBackfill } from '../workflows/support/backfills.js';
import { commandLine, type CommandLine, type Ended } from './support/command-line.js';

jest.setTimeout(180_000);

let system: TestSystem;
let line: CommandLine;

beforeAll(async () => {
  system = await startTestSystem({ pace: 'manual' });
  line = commandLine(system);
});
afterAll(async () => {
  await system?.stop();
  line?.close();
});

const results = (...args: string[]): Promise<Ended> => line.idmp(['backfill-results', ...args]);
const rowsOf = ({ stdout }: Ended): RequestRow[] =>
  stdout.split('\n').flatMap((text) => (text === '' ? [] : [JSON.parse(text) as RequestRow]));

/** Starts a request as a backfill does. */
async function start(name: string, request: RequestInput, kind: Kind = 'phpid'): Promise<WorkflowHandle> {
  const workflowId = `${kind}/${request.account}/${name}`;
  const options = createStartOptions({ kind, workflowId, request }, system.config.taskQueue);
  return await system.client.workflow.start(WORKFLOWS[kind], options);
}

async function taskOf(handle: WorkflowHandle): Promise<string> {
  const status = (): Promise<RequestStatus> => handle.query<RequestStatus>('status');
  await until(async () => (await status()).stage === 'waiting', 'a waiting request');
  return (await status()).taskId!;
}

/** Moves a request's Task as people at the service do. */
async function move(handle: WorkflowHandle, status: string, reason?: string): Promise<void> {
  const [, edition] = handle.workflowId.split('/') as [string, '2026-05'];
  const taskId = await taskOf(handle);
  await control(system.sandbox).move(edition, taskId, { status, ...(reason && { reason }) });
  await handle.signal('pollNow');
  await handle.result().catch(() => undefined);
}

const listed = (backfillId: string, count: number): Promise<void> =>
  until(async () => {
    const query = `IdmpBackfill = '${backfillId}' AND ExecutionStatus != 'Running'`;
    return (await system.client.workflow.count(query)).count >= count;
  }, `${count} ended requests in the list`);

describe('idmp backfill-results', () => {
  const backfillId = `results-${randomUUID().slice(0, 8)}`;
  const [completed, rejected, waiting, cancelled, terminated, gsid, again] = [
    ...['completed', 'rejected', 'waiting', 'cancelled', 'terminated', 'gsid', 'again'],
  ].map((name) => `${name}-${backfillId}`) as [string, string, string, string, string, string, string];

  beforeAll(async () => {
    const request = (name: string): RequestInput => ({
      ...{ account: '2026-05', backfillId },
      product: aProduct(name, { names: [{ name: `=1+1, "${name}"`, country: 'NLD', language: 'nl' }] }),
    });
    const substance = { ...{ account: '2025-01', backfillId }, substance: aSubstance() };
    await Promise.all([
      start(completed, request(completed)).then((handle) => move(handle, 'completed')),
      start(rejected, request(rejected)).then((handle) =>
        move(handle, 'rejected', 'the dose form is <b>not</b> plausible'),
      ),
      start(waiting, request(waiting)).then(taskOf),
      start(cancelled, request(cancelled)).then(async (handle) => {
        await taskOf(handle);
        await handle.signal('cancel', { reason: 'ordered by mistake' });
        await handle.result().catch(() => undefined);
      }),
      start(terminated, request(terminated)).then(async (handle) => {
        await taskOf(handle);
        await handle.terminate('an operator');
      }),
      start(gsid, substance, 'gsid').then((handle) => move(handle, 'completed')),
      start(again, request(again)).then(async (handle) => {
        await move(handle, 'rejected', 'not at first');
        await taskOf(await start(again, request(again)));
      }),
    ]);
    await listed(backfillId, 6);
  });

  it('prints a JSON object a request on stdout, each in its present life', async () => {
    const ended = await results(backfillId);
    expect(ended.code).toBe(0);
    expect(ended.stderr).toContain('7 requests');
    expect(ended.stderr).toContain('namespace default no longer has the workflow of the backfill');
    const rows = new Map(rowsOf(ended).map((row) => [row.workflowId.split('/').at(-1), row]));
    expect(rows.size).toBe(7);
    const identifier = { system: 'urn:example:mpid', value: completed };
    const time = expect.stringMatching(/^\d{4}-.*Z$/) as unknown as string;
    expect(rows.get(completed)).toEqual({
      ...{ workflowId: `phpid/2026-05/${completed}`, kind: 'phpid', account: '2026-05' },
      ...{ identifier, name: `=1+1, "${completed}"`, stage: 'completed', polls: expect.any(Number) },
      ...{ taskId: expect.any(String), gsid: null, productId: expect.any(String), reason: null },
      phpids: [1, 2, 3, 4].map((level) => ({ value: expect.any(String), level })),
      ...{ submittedAt: time, startedAt: time, endedAt: time },
    });
    expect(rows.get(gsid)).toMatchObject({ kind: 'gsid', gsid: expect.any(String), phpids: [] });
    expect(rows.get(rejected)).toMatchObject({
      stage: 'rejected',
      reason: {
        type: 'TaskRejected',
        text: expect.stringContaining('the dose form is <b>not</b> plausible'),
      },
    });
    expect(rows.get(waiting)).toMatchObject({ stage: 'waiting', endedAt: null, taskId: expect.any(String) });
    expect(rows.get(again)).toMatchObject({ stage: 'waiting', endedAt: null, reason: null });
    expect(rows.get(cancelled)).toMatchObject({
      stage: 'cancelled',
      reason: { type: 'Cancelled', text: 'ordered by mistake' },
    });
    expect(rows.get(terminated)).toMatchObject({
      ...{ stage: 'failed', endedAt: time, taskId: expect.any(String), reason: { type: 'Terminated' } },
    });
  });

  it('writes CSV for a spreadsheet', async () => {
    const { code, stdout } = await results(backfillId, '--format', 'csv');
    expect(code).toBe(0);
    const rows: Record<string, string>[] = parse(stdout, { bom: true, columns: true });
    expect(rows).toHaveLength(7);
    const row = rows.find((each) => each.Product === rejected);
    expect(row).toMatchObject({ Stage: 'rejected', Name: `'=1+1, "${rejected}"`, 'PhPID level 4': '' });
    expect(row!.Reason).toContain('the dose form is <b>not</b> plausible');
  });

  it('writes an HTML report to a file whose name ends so', async () => {
    const path = join(line.folder, 'report.html');
    expect(await results(backfillId, '--output', path)).toMatchObject({
      ...{ code: 0, stdout: '', stderr: expect.stringContaining(`7 requests in ${path}`) },
    });
    const html = readFileSync(path, 'utf8');
    expect(html).toContain(`<h1>Backfill ${backfillId}</h1>`);
    expect(html).toContain('Accounts 2025-01, 2026-05');
    expect(html).toContain('<dt>waiting</dt><dd>2</dd>');
    expect(html).toContain('the dose form is &lt;b&gt;not&lt;/b&gt; plausible');
    expect(html.match(/<svg/g)).toHaveLength(2);
  });

  it('exits with 2 where the file cannot be written', async () => {
    const path = join(line.folder, 'no-such-folder', 'results.csv');
    expect(await results(backfillId, '--output', path)).toMatchObject({
      ...{ code: 2, stdout: '', stderr: expect.stringContaining(path) },
    });
  });
});

describe('idmp backfill-results of an unknown backfill', () => {
  it('exits with 2, names the retention, and leaves the file alone', async () => {
    const path = join(line.folder, 'unknown.ndjson');
    const ended = await results('no-such-backfill', '--output', path);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('backfill no-such-backfill was not found in namespace default');
    expect(ended.stderr).toContain('retention');
    expect(existsSync(path)).toBe(false);
  });
});

describe('idmp backfill-results of a backfill whose workflow is there', () => {
  it('has its own figures, and says what is listed no more', async () => {
    await control(system.sandbox).pace([{ status: 'completed', afterReads: 1 }]);
    const backfill = await startBackfill(system, { account: '2026-05', requestsPerSecond: 50 });
    const requests = [1, 2, 3].map((number) => ({ product: aProduct(`${backfill.id}-${number}`) }));
    await backfill.add(1, [...requests, { product: aProduct('BAD', { ingredients: [] }) }]);
    await backfill.close();
    await backfill.untilProgress({ completed: 3 });
    const whole = await results(backfill.id);
    expect(rowsOf(whole).map(({ stage }) => stage)).toEqual(['completed', 'completed', 'completed']);
    expect(whole.stderr.trim()).toBe('3 requests');

    // Deletes the workflow now, as retention does later.
    const [forgotten] = rowsOf(whole);
    await system.client.workflowService.deleteWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: forgotten!.workflowId },
    });
    await until(
      async () => (await system.client.workflow.count(`IdmpBackfill = '${backfill.id}'`)).count === 2,
    );
    const ended = await results(backfill.id, '--format', 'html');
    expect(ended.stderr).toContain('1 ended requests of this backfill are missing here');
    expect(ended.stdout).toContain('<dt>completed</dt><dd>3</dd>');
    expect(ended.stdout).toContain('<dt>invalid</dt><dd>1</dd>');
  });

  it('says that no worker answers, and goes on without', async () => {
    const backfillId = `silent-${randomUUID().slice(0, 8)}`;
    await system.client.workflow.start('backfill', {
      ...{ workflowId: backfillId, taskQueue: 'nobody-works-here', args: [{}] },
    });
    const ended = await results(backfillId);
    await system.client.workflow.getHandle(backfillId).terminate();
    expect(ended).toMatchObject({ code: 0, stdout: '' });
    expect(ended.stderr).toContain('on task queue nobody-works-here');
    expect(ended.stderr).toContain('0 requests');
  });
});
