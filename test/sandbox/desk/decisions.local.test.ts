import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { actionsFor } from '../../../sandbox/desk/actions.js';
import type { Detail } from '../../../sandbox/desk/detail.js';
import type { TaskList } from '../../../sandbox/desk/list.js';
import { startSandbox, type Sandbox } from '../../../sandbox/index.js';
import { Client } from '../support/client.js';
import { abortTask, goodPhpidTask } from '../support/good-tasks.js';

let sandbox: Sandbox;
let client: Client;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'manual', abortPace: 'manual', abilities: { abort: true } });
  client = new Client(sandbox, '2026-05');
});
afterAll(() => sandbox.close());

const JSON_TYPE = { 'Content-Type': 'application/json' };
const submitted = async (): Promise<string> => (await client.submit(goodPhpidTask('2026-05'))).id;
const desk = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(`${sandbox.url}/desk${path}`, init);
const decide = (id: string, body: object, headers: Record<string, string> = JSON_TYPE): Promise<Response> =>
  desk(`/tasks/2026-05/${id}`, { method: 'POST', headers, body: JSON.stringify(body) });
const errorOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { error: string }).error;
const detail = async (id: string): Promise<Detail> =>
  (await (await desk(`/tasks/2026-05/${id}`)).json()) as Detail;

describe('what people may do with a Task', () => {
  it.each<[Parameters<typeof actionsFor>[0], string, string[]]>([
    ['phpid', 'requested', ['accept', 'reject']],
    ['phpid', 'received', ['accept', 'reject']],
    ['gsid', 'in-progress', ['complete', 'hold', 'reject']],
    ['phpid', 'accepted', ['complete', 'hold', 'reject']],
    ['phpid', 'on-hold', ['accept', 'reject']],
    ['phpid', 'completed', []],
    ['phpid', 'rejected', []],
    ['phpid', 'cancelled', []],
    ['abort', 'received', ['grant', 'refuse']],
    ['abort', 'in-progress', ['grant', 'refuse']],
    ['abort', 'completed', []],
  ])('%s that is %s: %j', (kind, status, expected) => {
    expect(actionsFor(kind, status).map(({ name }) => name)).toEqual(expected);
  });

  it('has a key of its own for each choice', () => {
    for (const [kind, status] of [
      ['phpid', 'in-progress'],
      ['phpid', 'received'],
      ['abort', 'received'],
    ] as const) {
      const keys = actionsFor(kind, status).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});

describe('a decision', () => {
  it('that the status does not allow is refused, and changes nothing', async () => {
    const id = await submitted();
    const response = await decide(id, { action: 'complete' });
    expect(response.status).toBe(409);
    expect(await errorOf(response)).toContain('is received by now');
    expect((await detail(id)).status).toBe('received');
  });

  it('that ends a request without identifiers needs a reason', async () => {
    const id = await submitted();
    const response = await decide(id, { action: 'reject', reason: '  ' });
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toContain('needs a reason');
    expect((await detail(id)).status).toBe('received');
  });

  it('puts a request on hold and takes it up again; its history says so', async () => {
    const id = await submitted();
    await decide(id, { action: 'accept' });
    await decide(id, { action: 'hold', reason: 'Ask the holder.' });
    await decide(id, { action: 'accept' });
    const { history } = await detail(id);
    expect(history.map(({ status, reason }) => [status, reason])).toEqual([
      ['received', null],
      ['in-progress', null],
      ['on-hold', 'Ask the holder.'],
      ['in-progress', null],
    ]);
  });

  it('about a Task that its requester deleted comes too late', async () => {
    const id = await submitted();
    await client.ask('DELETE', `/Task/${id}`);
    expect(await errorOf(await decide(id, { action: 'accept' }))).toContain('was deleted');
    expect(await detail(id)).toMatchObject({ status: 'deleted', actions: [], open: false });
  });

  it('about a Task that there never was is a 404', async () => {
    expect((await decide('none', { action: 'accept' })).status).toBe(404);
  });
});

describe('a page of another site', () => {
  it.each<[string, Record<string, string>, number]>([
    ['that sends a form', { 'Content-Type': 'text/plain' }, 415],
    ['by what the browser says of it', { ...JSON_TYPE, 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['on another port of this machine', { ...JSON_TYPE, 'Sec-Fetch-Site': 'same-site' }, 403],
    ['by its origin', { ...JSON_TYPE, Origin: 'https://example.org' }, 403],
    ['without an origin', { ...JSON_TYPE, Origin: 'null' }, 403],
  ])('%s cannot decide', async (_what, headers, status) => {
    const id = await submitted();
    expect((await decide(id, { action: 'accept' }, headers)).status).toBe(status);
    expect((await desk('/work', { method: 'POST', headers, body: '{"byHand":false}' })).status).toBe(status);
    expect((await detail(id)).status).toBe('received');
  });

  it('gets nothing from the desk’s own page but the desk’s own files', async () => {
    const page = await desk('/');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    const html = await page.text();
    const addresses = [...html.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThan(2);
    for (const address of addresses) expect(address).toMatch(/^\/desk\/[a-z]+\.(css|js|svg)$/);
    expect(html).not.toMatch(/<script>|<style|style=/);
  });
});

describe('the list', () => {
  const list = async (query: string): Promise<TaskList> =>
    (await (await desk(`/tasks?${query}`)).json()) as TaskList;

  it('has the latest activity first, and counts what is open', async () => {
    const [first, second] = [await submitted(), await submitted()];
    await client.advance(1);
    await decide(first, { action: 'reject', reason: 'Doubled.' });
    const { rows, statuses, total } = await list('');
    expect(rows[0]).toMatchObject({ id: first, status: 'rejected', open: false });
    expect(rows.findIndex(({ id }) => id === second)).toBeGreaterThan(0);
    expect(statuses.open).toBe(rows.filter(({ open }) => open).length);
    expect(total).toBe(rows.length);
  });

  it('says which Task its requester asks to cancel', async () => {
    const id = await submitted();
    await client.submit(abortTask(`Task/${id}`));
    const { rows } = await list('status=open');
    expect(rows.find((row) => row.id === id)).toMatchObject({ cancellationAsked: true, title: 'Quietol' });
    expect((await list('kind=abort')).rows).toMatchObject([{ title: 'Quietol', cancellationAsked: false }]);
  });

  it('refuses a kind that there is not', async () => {
    expect((await desk('/tasks?kind=none')).status).toBe(400);
  });
});

describe('the desk', () => {
  it('does not belong to the service: not counted, and met by no fault', async () => {
    await client.control('DELETE', '/rate');
    await client.control('POST', '/faults', { status: 503 });
    expect((await desk('/tasks')).status).toBe(200);
    expect((await client.control('GET', '/rate')).json).toMatchObject({ requests: 0 });
    expect((await client.control('GET', '/faults')).json).toHaveLength(1);
    await client.control('DELETE', '/faults');
  });

  it('tells who listens that a Task has moved on, and ends with the sandbox', async () => {
    const own = await startSandbox({ pace: [{ status: 'in-progress', afterSeconds: 0.5 }] });
    const news = await fetch(`${own.url}/desk/news`);
    const reader = (news.body as ReadableStream<Uint8Array>).getReader();
    const said = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
    expect(await said()).toContain('event: alive');
    await new Client(own, '2026-05').submit(goodPhpidTask('2026-05'));
    expect(await said()).toContain('event: changed');
    expect(await said()).toContain('event: changed');
    await own.close();
    await expect(reader.read()).rejects.toThrow();
  });

  it('goes back to the pace that it had before people worked', async () => {
    const own = await startSandbox({ pace: [{ status: 'rejected', afterSeconds: 7 }], abortPace: 'manual' });
    const work = async (byHand: boolean): Promise<unknown> => {
      const init = { method: 'POST', headers: JSON_TYPE, body: JSON.stringify({ byHand }) };
      return await (await fetch(`${own.url}/desk/work`, init)).json();
    };
    expect(await work(true)).toMatchObject({ byHand: true, requests: 'wait for people' });
    expect(await work(false)).toMatchObject({
      byHand: false,
      requests: 'rejected after 7 s',
      cancellations: 'wait for people',
    });
    await own.close();
  });
});
