import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSandbox, type Rate, type Sandbox } from '../../sandbox/index.js';
import { Client } from './support/client.js';
import { goodPhpidTask } from './support/good-tasks.js';

let sandbox: Sandbox;
let client: Client;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'manual' });
  client = new Client(sandbox, '2025-01', 'a-secret-key');
});
afterAll(() => sandbox.close());

describe('the control endpoint', () => {
  it('lists every Task, with its reads and versions, and without the key', async () => {
    const { id } = await client.submit(goodPhpidTask('2025-01', { identifier: 'listed' }));
    await client.read(id);
    await client.move(id, 'in-progress');
    const { json, text } = await client.control<{ id: string }[]>('GET', '/tasks');
    expect(json.find((task) => task.id === id)).toMatchObject({
      edition: '2025-01',
      kind: 'phpid',
      status: 'in-progress',
      owner: expect.stringMatching(/^[0-9a-f]{12}$/),
      identifiers: [{ system: 'urn:test:request', value: 'listed' }],
      reads: 1,
      versions: [
        { versionId: '1', status: 'requested' },
        { versionId: '2', status: 'in-progress' },
      ],
    });
    expect(text).not.toContain('a-secret-key');
  });

  it('makes a Task vanish as if it had never been', async () => {
    const { id } = await client.submit(goodPhpidTask('2025-01', { identifier: 'vanishes' }));
    expect((await client.control('DELETE', `/tasks/2025-01/${id}`)).status).toBe(204);
    expect((await client.read(id)).status).toBe(404);
    expect((await client.search('identifier=vanishes')).json.total).toBe(0);
  });

  it('counts requests by edition, method and route', async () => {
    await client.control('DELETE', '/requests');
    const { id } = await client.submit(goodPhpidTask('2025-01'));
    await client.read(id);
    await client.read(id);
    await client.validate(goodPhpidTask('2025-01'));
    await client.search('status=x');
    await new Client(sandbox, '2026-05').search('');
    expect((await client.control('GET', '/requests')).json).toEqual({
      'POST 2025-01/Task': 1,
      'GET 2025-01/Task/:id': 2,
      'POST 2025-01/Task/$validate': 1,
      'GET 2025-01/Task': 1,
      'GET 2026-05/Task': 1,
    });
  });

  it('tells how close together requests came, its own left out', async () => {
    await client.control('DELETE', '/rate');
    const nothing = { requests: 0, busiestSecond: 0, busiestTenSeconds: 0 };
    expect((await client.control('GET', '/rate')).json).toEqual(nothing);
    await Promise.all([client.search(''), client.search(''), client.ask('GET', '/Nothing')]);
    const rate = (await client.control<Rate>('GET', '/rate')).json;
    expect(rate).toMatchObject({ requests: 3, busiestTenSeconds: 3 });
    expect((await client.control('GET', '/rate')).json).toEqual(rate);
  });

  it.each([
    ['POST', '/tasks/2025-01/unknown', { status: 'completed' }, 404],
    ['POST', '/tasks/2024-01/unknown', { status: 'completed' }, 404],
    ['DELETE', '/tasks/2025-01/unknown', undefined, 404],
    ['POST', '/clock', { advanceSeconds: -1 }, 400],
    ['POST', '/clock', { advanceSeconds: 'x' }, 400],
    ['POST', '/pace', { pace: 'slow' }, 400],
    ['POST', '/pace', { pace: [{ status: 'done' }] }, 400],
    ['POST', '/faults', [{ path: '/Task', often: 3 }], 400],
    ['POST', '/faults', [{ path: '/Task', staleSince: 'yesterday' }], 400],
    ['POST', '/faults', undefined, 400],
  ])('%s %s with %j is refused in plain JSON', async (method, path, body, status) => {
    const answer = await client.control<{ error: string }>(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toEqual(expect.any(String));
  });

  it('does not move a Task to an unknown status, or a deleted Task', async () => {
    const { id } = await client.submit(goodPhpidTask('2025-01'));
    expect((await client.move(id, 'done')).status).toBe(400);
    await client.ask('DELETE', `/Task/${id}`);
    expect((await client.move(id, 'completed')).status).toBe(409);
  });
});
