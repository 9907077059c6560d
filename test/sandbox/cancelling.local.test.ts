import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OperationOutcome, Task } from 'fhir/r5';
import { EDITION_NAMES } from '../../sandbox/editions/index.js';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { Client, type Answer } from './support/client.js';
import { goodPhpidTask } from './support/good-tasks.js';

let sandbox: Sandbox;
afterEach(() => sandbox.close());

const submitted = async (client: Client): Promise<string> =>
  (await client.submit(goodPhpidTask(client.edition))).id;
const issueOf = ({ json }: Answer<unknown>): [string | undefined, string | undefined] => {
  const [issue] = (json as OperationOutcome).issue;
  return [issue?.code, issue?.expression?.[0]];
};

describe.each([...EDITION_NAMES])('deleting a Task of edition %s', (edition) => {
  it('is not allowed where the service does not have it', async () => {
    sandbox = await startSandbox({ pace: 'manual', abilities: { delete: false } });
    const client = new Client(sandbox, edition);
    const id = await submitted(client);
    const answer = await client.ask('DELETE', `/Task/${id}`);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET');
    expect(issueOf(answer)[0]).toBe('not-supported');
    expect((await client.read(id)).status).toBe(200);
    await client.control('POST', '/abilities', { delete: true });
    expect((await client.ask('DELETE', `/Task/${id}`)).status).toBe(204);
  });
});

describe.each([...EDITION_NAMES])('updating a Task of edition %s', (edition) => {
  let client: Client;
  let id: string;
  beforeEach(async () => {
    sandbox = await startSandbox({ pace: 'manual', abilities: { update: true } });
    client = new Client(sandbox, edition);
    id = await submitted(client);
  });

  const put = async (changes: object, headers: Record<string, string> = {}): Promise<Answer<Task>> =>
    client.ask('PUT', `/Task/${id}`, { ...(await client.read(id)).json, ...changes }, headers);

  it('to cancelled makes a new version, with the reason, and keeps all the rest', async () => {
    const before = (await client.read(id)).json;
    const statusReason = { concept: { text: 'Sent twice.' } };
    const answer = await put({ status: 'cancelled', statusReason, priority: 'urgent' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe('W/"2"');
    const { meta, lastModified, ...rest } = answer.json;
    expect(meta).toEqual({
      ...before.meta,
      versionId: '2',
      lastUpdated: expect.any(String) as unknown as string,
    });
    expect(Date.parse(lastModified ?? '')).toBeGreaterThan(Date.parse(before.lastModified ?? ''));
    const { meta: _meta, lastModified: _lastModified, ...restBefore } = before;
    expect(rest).toEqual({ ...restBefore, status: 'cancelled', statusReason });
    expect((await client.read(id)).json).toEqual(answer.json);
  });

  it('to cancelled needs no reason, and invents none', async () => {
    expect((await put({ status: 'cancelled' })).json.statusReason).toBeUndefined();
  });

  it('is done on the condition that no client was quicker', async () => {
    await client.move(id, 'in-progress');
    const stale = await put({ status: 'cancelled' }, { 'If-Match': 'W/"1"' });
    expect(stale.status).toBe(412);
    expect(issueOf(stale)[0]).toBe('conflict');
    expect((await client.read(id)).json.status).toBe('in-progress');
    expect((await put({ status: 'cancelled' }, { 'If-Match': 'W/"2"' })).status).toBe(200);
  });

  it.each(['completed', 'rejected', 'failed', 'cancelled'])(
    'comes too late when it is %s',
    async (status) => {
      await client.move(id, status);
      const answer = await put({ status: 'cancelled' });
      expect(answer.status).toBe(409);
      expect(issueOf(answer)[0]).toBe('conflict');
      expect((await client.read(id)).json.status).toBe(status);
    },
  );

  it.each(['requested', 'in-progress', 'completed', 'on-hold'])(
    'to %s is not for its owner',
    async (status) => {
      const answer = await put({ status });
      expect(answer.status).toBe(422);
      expect(issueOf(answer)).toEqual(['business-rule', 'Task.status']);
    },
  );

  it('wants the Task itself, and well-formed', async () => {
    expect((await put({ status: 'cancelled', id: 'another' })).status).toBe(400);
    expect((await put({ status: 'cancelled', resourceType: 'Patient' })).status).toBe(400);
    const answer = await put({ status: 'cancelled', statusReason: 'Sent twice.' });
    expect([answer.status, issueOf(answer)]).toEqual([422, ['structure', 'Task.statusReason']]);
  });

  it('is for its owner alone, and for a Task that is there', async () => {
    const body = { ...(await client.read(id)).json, status: 'cancelled' };
    const other = new Client(sandbox, edition, 'another-key');
    expect((await other.ask('PUT', `/Task/${id}`, body)).status).toBe(403);
    expect((await client.ask('PUT', '/Task/unknown', body)).status).toBe(404);
    await client.ask('DELETE', `/Task/${id}`);
    expect((await client.ask('PUT', `/Task/${id}`, body)).status).toBe(410);
  });

  it('is not allowed where the service does not have it', async () => {
    await client.control('POST', '/abilities', { update: false });
    const answer = await put({ status: 'cancelled' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, DELETE');
  });
});
