import { afterEach, describe, expect, it } from '@jest/globals';
import type { OperationOutcome, Task } from 'fhir/r5';
import { startSandbox, type Pace, type Sandbox } from '../../sandbox/index.js';
import { Client } from './support/client.js';
import { goodPhpidTask } from './support/good-tasks.js';

let sandbox: Sandbox;
afterEach(() => sandbox.close());

async function submitted(pace: Pace): Promise<{ client: Client; id: string; update: () => Promise<string> }> {
  sandbox = await startSandbox({ pace });
  const client = new Client(sandbox, '2026-04-poc');
  const { id } = await client.submit(goodPhpidTask('2026-04-poc'));
  const update = async (): Promise<string> =>
    (await client.ask<Task>('GET', `/UpdateTask/${id}`)).json.status;
  return { client, id, update };
}

describe('GET UpdateTask/ID of edition 2026-04-poc', () => {
  it('moves a Task one step on until it is completed, and answers with the Task', async () => {
    const { client, id, update } = await submitted('manual');
    expect((await client.read(id)).json.status).toBe('requested');
    expect([await update(), await update(), await update()]).toEqual([
      'in-progress',
      'completed',
      'completed',
    ]);
    const { json } = await client.read(id);
    expect(json.meta?.versionId).toBe('3');
    expect(json.output).toHaveLength(5);
  });

  it('takes the next step of the pace before its time, and the clock takes those that are left', async () => {
    const { client, id, update } = await submitted([
      { status: 'in-progress', afterSeconds: 60 },
      { status: 'completed', afterSeconds: 60 },
    ]);
    expect(await update()).toBe('in-progress');
    await client.advance(59);
    expect((await client.read(id)).json.status).toBe('in-progress');
    await client.advance(2);
    expect((await client.read(id)).json.status).toBe('completed');
  });

  it('leaves a rejected Task as it is', async () => {
    const { client, id, update } = await submitted('manual');
    await client.move(id, 'rejected');
    expect(await update()).toBe('rejected');
    expect((await client.read(id)).json.meta?.versionId).toBe('2');
  });

  it('goes on with a Task that is on hold', async () => {
    const { client, id, update } = await submitted('manual');
    await client.move(id, 'on-hold');
    expect([await update(), await update()]).toEqual(['in-progress', 'completed']);
  });

  it('needs the key of the Task', async () => {
    const { id } = await submitted('manual');
    const url = `${sandbox.baseUrl('2026-04-poc')}/UpdateTask/${id}`;
    expect((await fetch(url)).status).toBe(401);
    const other = new Client(sandbox, '2026-04-poc', 'other-key');
    expect((await other.ask('GET', `/UpdateTask/${id}`)).status).toBe(403);
    expect((await other.ask('GET', '/UpdateTask/unknown')).status).toBe(404);
  });

  it('allows no other method', async () => {
    const { client, id } = await submitted('manual');
    const { status, headers } = await client.ask<OperationOutcome>('POST', `/UpdateTask/${id}`, {});
    expect([status, headers.get('allow')]).toEqual([405, 'GET']);
  });

  it.each(['2025-01', '2025-03', '2026-05'] as const)('does not exist in edition %s', async (edition) => {
    sandbox = await startSandbox({ pace: 'manual' });
    const client = new Client(sandbox, edition);
    const { id } = await client.submit(goodPhpidTask(edition));
    expect((await client.ask('GET', `/UpdateTask/${id}`)).status).toBe(404);
    expect((await client.ask('POST', `/UpdateTask/${id}`, {})).status).toBe(404);
  });
});
