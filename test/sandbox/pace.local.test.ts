import { afterEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type EditionName, type Pace, type Sandbox } from '../../sandbox/index.js';
import { DEMO_PACE, parsePace } from '../../sandbox/pace.js';
import { Client } from './support/client.js';
import { goodPhpidTask } from './support/good-tasks.js';

let sandbox: Sandbox | undefined;
afterEach(async () => {
  await sandbox?.close();
  sandbox = undefined;
});

async function submitted(edition: EditionName, pace?: Pace): Promise<[Client, string]> {
  sandbox = await startSandbox(pace === undefined ? {} : { pace });
  const client = new Client(sandbox, edition);
  return [client, (await client.submit(goodPhpidTask(edition))).id];
}

const statusOf = async (client: Client, id: string): Promise<string> => (await client.read(id)).json.status;

describe('the pace of a Task', () => {
  it('is a demo by default: in progress after a second, completed three seconds later', async () => {
    const [client, id] = await submitted('2026-05');
    expect(await statusOf(client, id)).toBe('received');
    await client.advance(1);
    expect(await statusOf(client, id)).toBe('in-progress');
    await client.advance(3);
    expect(await statusOf(client, id)).toBe('completed');
  });

  it('begins with requested in the editions of 2025', async () => {
    const [client, id] = await submitted('2025-03');
    expect(await statusOf(client, id)).toBe('requested');
  });

  it('takes the steps at their own times, however late a client looks', async () => {
    const [client, id] = await submitted('2026-05', [
      { status: 'in-progress', afterSeconds: 60 },
      { status: 'completed', afterSeconds: 3600 },
    ]);
    await client.advance(100_000);
    const { meta } = (await client.read(id)).json;
    expect(meta?.versionId).toBe('3');
    const created = (await client.ask<{ meta: { lastUpdated: string } }>('GET', `/Task/${id}/_history/1`))
      .json;
    expect(Date.parse(meta?.lastUpdated ?? '') - Date.parse(created.meta.lastUpdated)).toBe(3_660_000);
  });

  it('shows in a search too', async () => {
    const [client, id] = await submitted('2026-05', [{ status: 'completed', afterSeconds: 60 }]);
    await client.advance(61);
    const { json } = await client.search('status=completed');
    expect(json.entry?.map(({ resource }) => resource?.id)).toEqual([id]);
  });

  it('can count reads: with two, the third read shows the new status', async () => {
    const [client, id] = await submitted('2026-05', [
      { status: 'in-progress', afterReads: 2 },
      { status: 'completed', afterReads: 1 },
    ]);
    const seen: string[] = [];
    for (let read = 0; read < 5; read += 1) seen.push(await statusOf(client, id));
    expect(seen).toEqual(['received', 'received', 'in-progress', 'completed', 'completed']);
  });

  it('is by hand alone when it is manual', async () => {
    const [client, id] = await submitted('2026-05', 'manual');
    await client.advance(1_000_000);
    expect(await statusOf(client, id)).toBe('received');
    await client.move(id, 'completed');
    expect(await statusOf(client, id)).toBe('completed');
  });

  it.each(['rejected', 'failed', 'cancelled'])(
    'can end with %s and a reason, and goes no further',
    async (status) => {
      const [client, id] = await submitted('2025-01', [
        { status, afterSeconds: 5, reason: 'No leaflet.' },
        { status: 'completed', afterSeconds: 5 },
      ]);
      await client.advance(1000);
      const { json } = await client.read(id);
      expect(json.status).toBe(status);
      expect(json.statusReason?.concept?.text).toBe('No leaflet.');
    },
  );

  it('is changed for the Tasks that come after', async () => {
    const [client, before] = await submitted('2026-05', 'manual');
    await client.control('POST', '/pace', { pace: [{ status: 'completed' }] });
    const after = await client.submit(goodPhpidTask('2026-05'));
    expect(after.json.status).toBe('completed');
    expect(await statusOf(client, before)).toBe('received');
  });

  it('leaves a Task that was moved by hand in people’s hands', async () => {
    const [client, id] = await submitted('2026-05', [{ status: 'completed', afterSeconds: 60 }]);
    await client.move(id, 'on-hold');
    await client.advance(1000);
    expect(await statusOf(client, id)).toBe('on-hold');
  });
});

describe('a pace on the command line', () => {
  it('is manual, demo, or steps with seconds or reads', () => {
    expect(parsePace('manual')).toBe('manual');
    expect(parsePace('demo')).toBe(DEMO_PACE);
    expect(parsePace('in-progress:5,completed:0.5')).toEqual([
      { status: 'in-progress', afterSeconds: 5 },
      { status: 'completed', afterSeconds: 0.5 },
    ]);
    expect(parsePace('rejected:3r')).toEqual([{ status: 'rejected', afterReads: 3 }]);
  });

  it.each(['', 'done:5', 'completed:soon', 'completed:-1', 'completed;5'])('is not %j', (argument) => {
    expect(() => parsePace(argument)).toThrow(/--pace/);
  });
});
