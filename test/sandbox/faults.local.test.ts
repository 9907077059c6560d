import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { until } from '../support/until.js';
import { Client } from './support/client.js';
import { goodPhpidTask } from './support/good-tasks.js';

let sandbox: Sandbox;
let client: Client;
beforeEach(async () => {
  sandbox = await startSandbox({ pace: 'manual' });
  client = new Client(sandbox, '2026-05');
});
afterEach(() => sandbox.close());

const faults = (...list: object[]): Promise<unknown> => client.control('POST', '/faults', list);
const total = async (): Promise<number | undefined> => (await client.search('')).json.total;
const submit = (): Promise<unknown> => client.submit(goodPhpidTask('2026-05'));

const held = async (): Promise<unknown> => (await client.control('GET', '/held')).json;
const heldAs = (phase: string): unknown => [{ method: 'POST', path: '/2026-05/Task', phase }];
const isHeld = async (): Promise<boolean> => ((await held()) as unknown[]).length > 0;

describe('faults', () => {
  it('answer with another status, body and headers, as often as was asked, and nothing happens', async () => {
    await faults({
      method: 'POST',
      path: '/2026-05/Task',
      times: 2,
      status: 503,
      headers: { 'retry-after': '7' },
    });
    for (let time = 0; time < 2; time += 1) {
      const answer = await client.ask('POST', '/Task', goodPhpidTask('2026-05'));
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('7');
    }
    expect(await total()).toBe(0);
    expect((await client.submit(goodPhpidTask('2026-05'))).status).toBe(201);
  });

  it('answer with any content', async () => {
    await faults(
      { method: 'GET', path: '/Task', body: '<html>Sorry</html>', contentType: 'text/html' },
      { method: 'GET', path: '/Task', status: 200, body: { resourceType: 'Patient' } },
    );
    const page = await client.search('');
    expect([page.status, page.text, page.headers.get('content-type')]).toEqual([
      200,
      '<html>Sorry</html>',
      'text/html',
    ]);
    const patient = await client.search('');
    expect(patient.json).toEqual({ resourceType: 'Patient' });
    expect(patient.headers.get('content-type')).toMatch('application/fhir+json');
  });

  it('cut the connection before anything happened', async () => {
    await faults({ method: 'POST', path: '/Task', dropBefore: true });
    await expect(submit()).rejects.toThrow();
    expect(await total()).toBe(0);
  });

  it('cut the connection after the request took effect', async () => {
    await faults({ method: 'POST', path: '/Task', dropAfter: true });
    await expect(submit()).rejects.toThrow();
    expect(await total()).toBe(1);
  });

  it('hold an answer back, while the request takes effect', async () => {
    await faults({ method: 'POST', path: '/Task', delaySeconds: 0.5 });
    const before = Date.now();
    const slow = submit();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await total()).toBe(1);
    await slow;
    expect(Date.now() - before).toBeGreaterThanOrEqual(490);
  });

  it('hold a request before it takes effect', async () => {
    await faults({ method: 'POST', path: '/Task', holdBeforeSeconds: 0.5 });
    const before = Date.now();
    const slow = submit();
    await until(isHeld);
    expect(await held()).toEqual(heldAs('before'));
    expect(await total()).toBe(0);
    expect(await slow).toMatchObject({ status: 201 });
    expect(Date.now() - before).toBeGreaterThanOrEqual(490);
    expect(await held()).toEqual([]);
    expect(await total()).toBe(1);
  });

  it.each([
    ['a small one', 0],
    ['one that is larger than any buffer on its way', 1_500_000],
  ])('hold a request, and let it take no effect when its client goes: %s', async (_which, padding) => {
    await faults({ method: 'POST', path: '/Task', holdBeforeSeconds: 600 });
    const client_ = new AbortController();
    const { signal } = client_;
    const body = JSON.stringify({ ...goodPhpidTask('2026-05'), description: `x${'y'.repeat(padding)}` });
    const headers = { 'Ocp-Apim-Subscription-Key': 'key-1', 'Content-Type': 'application/fhir+json' };
    const sent = fetch(`${sandbox.baseUrl('2026-05')}/Task`, { method: 'POST', headers, body, signal });
    await until(isHeld);
    client_.abort();
    await expect(sent).rejects.toThrow();
    await until(async () => !(await isHeld()));
    expect(await total()).toBe(0);
  });

  it('show which request is held after its effect, until its client goes', async () => {
    await faults({ method: 'POST', path: '/Task', delaySeconds: 600 });
    const client_ = new AbortController();
    const sent = fetch(`${sandbox.baseUrl('2026-05')}/Task`, {
      method: 'POST',
      headers: { 'Ocp-Apim-Subscription-Key': 'key-1', 'Content-Type': 'application/fhir+json' },
      body: JSON.stringify(goodPhpidTask('2026-05')),
      signal: client_.signal,
    });
    await until(isHeld);
    expect(await held()).toEqual(heldAs('after'));
    expect(await total()).toBe(1);
    client_.abort();
    await expect(sent).rejects.toThrow();
    await until(async () => !(await isHeld()));
    expect(await total()).toBe(1);
  });

  it('hold what has no body, and what is not there', async () => {
    await faults({ path: '/2026-05/', holdBeforeSeconds: 0.3, times: 2 });
    const [search, nothing] = [client.search('status=x'), client.ask('GET', '/Nothing')];
    await until(async () => ((await held()) as unknown[]).length === 2);
    expect(await held()).toEqual(
      expect.arrayContaining([
        { method: 'GET', path: '/2026-05/Task', phase: 'before' },
        { method: 'GET', path: '/2026-05/Nothing', phase: 'before' },
      ]),
    );
    expect((await search).status).toBe(200);
    expect((await nothing).status).toBe(404);
  });

  it('hold before they answer or cut the connection themselves', async () => {
    await faults(
      { path: '/Task', holdBeforeSeconds: 0.2, status: 503 },
      { path: '/Task', holdBeforeSeconds: 0.2, dropBefore: true },
    );
    const before = Date.now();
    expect((await client.search('')).status).toBe(503);
    await expect(client.search('')).rejects.toThrow();
    expect(Date.now() - before).toBeGreaterThanOrEqual(390);
  });

  it('answer a search as if nothing had happened since a moment', async () => {
    const { id } = await client.submit(goodPhpidTask('2026-05'));
    const staleSince = ((await client.advance(1)).json as { now: string }).now;
    await client.move(id, 'completed');
    await submit();
    await faults({ method: 'GET', path: '/Task?', times: 2, staleSince });
    const old = (await client.search('_count=20')).json;
    expect(old.entry?.map(({ resource }) => [resource?.id, resource?.status])).toEqual([[id, 'received']]);
    expect((await client.search('status=completed')).json.total).toBe(0);
    expect((await client.search('status=completed')).json.total).toBe(1);
    expect(await total()).toBe(2);
  });

  it('do not make a Task older that is read by itself', async () => {
    const { id } = await client.submit(goodPhpidTask('2026-05'));
    const staleSince = ((await client.advance(1)).json as { now: string }).now;
    await client.move(id, 'completed');
    await faults({ path: '/Task', times: 2, staleSince });
    expect((await client.read(id)).json.status).toBe('completed');
  });

  it('are listed as long as they are left, with how often', async () => {
    const left = async (): Promise<unknown> => (await client.control('GET', '/faults')).json;
    await faults({ method: 'GET', path: '/Task', status: 500, times: 2 });
    await client.search('');
    expect(await left()).toEqual([{ method: 'GET', path: '/Task', status: 500, times: 1 }]);
    await client.search('');
    expect(await left()).toEqual([]);
  });

  it('meet only what they are for, and can be taken back', async () => {
    await faults(
      { method: 'DELETE', path: '/Task', status: 500 },
      { path: '/2025-01/', status: 500, times: 5 },
    );
    expect((await client.search('')).status).toBe(200);
    expect((await new Client(sandbox, '2025-01').search('')).status).toBe(500);
    await client.control('DELETE', '/faults');
    expect((await new Client(sandbox, '2025-01').search('')).status).toBe(200);
    expect((await client.ask('DELETE', '/Task/1')).status).toBe(404);
  });

  it.each(['holdBeforeSeconds', 'delaySeconds'])('do not keep a sandbox from closing: %s', async (hold) => {
    await faults({ path: '/Task', [hold]: 600 });
    const waiting = client.search('').catch(() => undefined);
    await until(isHeld);
    await sandbox.close();
    await waiting;
  });
});
