import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
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

  it('do not keep a sandbox from closing', async () => {
    await faults({ path: '/Task', delaySeconds: 600 });
    const held = client.search('').catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await sandbox.close();
    await held;
  });
});
