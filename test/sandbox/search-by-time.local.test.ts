import { afterEach, describe, expect, it } from '@jest/globals';
import { matchesDate } from '../../sandbox/http/search-dates.js';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import type { CapabilityStatement } from 'fhir/r5';
import { Client } from './support/client.js';
import { goodPhpidTask } from './support/good-tasks.js';

let sandbox: Sandbox;
afterEach(() => sandbox?.close());

async function started(searchByTime: boolean): Promise<Client> {
  const pace = [{ status: 'completed', afterSeconds: 3_600 }];
  sandbox = await startSandbox({ pace, abilities: { searchByTime } });
  return new Client(sandbox, '2026-05');
}

const found = async (client: Client, query: string): Promise<unknown> =>
  (await client.search(query)).json.entry?.map(({ resource }) => resource?.id) ?? [];
const isDeclared = async (client: Client): Promise<boolean> => {
  const { json } = await client.ask<CapabilityStatement>('GET', '/metadata');
  const task = json.rest?.[0]?.resource?.find(({ type }) => type === 'Task');
  return task?.searchParam?.some(({ name, type }) => name === '_lastUpdated' && type === 'date') ?? false;
};
const updated = async (client: Client, id: string): Promise<number> =>
  Date.parse((await client.read(id)).json.meta?.lastUpdated ?? '');
const at = (time: number): string => new Date(time).toISOString();

describe('searching Tasks by time', () => {
  it('finds what changed its status since a moment, by the clock of the sandbox', async () => {
    const client = await started(true);
    const first = await client.submit(goodPhpidTask('2026-05'));
    await client.advance(1_800);
    const second = await client.submit(goodPhpidTask('2026-05'));
    await client.advance(3_000);
    // The first one was completed while no client looked, and still its `lastUpdated` has that time.
    const since = await updated(client, first.id);
    expect(since - Date.parse(first.json.meta?.lastUpdated ?? '')).toBe(3_600_000);
    expect(await found(client, `_lastUpdated=ge${at(since)}`)).toEqual([first.id]);
    expect(await found(client, `_lastUpdated=gt${at(since)}`)).toEqual([]);
    expect(await found(client, `_lastUpdated=lt${at(since)}`)).toEqual([second.id]);
    expect(await found(client, `_lastUpdated=le${at(since)}&status=completed`)).toEqual([first.id]);
    await client.move(second.id, 'completed');
    expect(await found(client, `_lastUpdated=ge${at(since)}`)).toEqual([second.id, first.id]);
  });

  it('takes several bounds together, and keeps them from page to page', async () => {
    const client = await started(true);
    const ids: string[] = [];
    for (let hour = 0; hour < 4; hour += 1) {
      ids.push((await client.submit(goodPhpidTask('2026-05'))).id);
      await client.advance(600);
    }
    const [, from = 0, until = 0] = await Promise.all(ids.map((id) => updated(client, id)));
    const query = `_lastUpdated=ge${at(from)}&_lastUpdated=le${at(until)}`;
    expect(await found(client, query)).toEqual([ids[2], ids[1]]);
    const { json } = await client.search(`${query}&_count=1`);
    const next = json.link?.find(({ relation }) => relation === 'next')?.url ?? '';
    const page = await client.ask<typeof json>('GET', next);
    expect(page.json.entry?.map(({ resource }) => resource?.id)).toEqual([ids[1]]);
  });

  it('refuses what is not a date', async () => {
    const client = await started(true);
    await client.submit(goodPhpidTask('2026-05'));
    for (const date of ['ge', 'yesterday', 'sa2026-11-21', 'ge2026-13-01', 'ge2026-11-21T10:00:00+02:00']) {
      expect([date, (await client.search(`_lastUpdated=${date}`)).status]).toEqual([date, 400]);
    }
  });

  it('is declared where the service has it', async () => {
    expect(await isDeclared(await started(true))).toBe(true);
  });

  it('is neither declared nor heeded in the guide', async () => {
    const client = await started(false);
    const { id } = await client.submit(goodPhpidTask('2026-05'));
    expect(await isDeclared(client)).toBe(false);
    expect(await found(client, '_lastUpdated=ge2999-01-01')).toEqual([id]);
  });
});

describe('a date in a search', () => {
  it.each([
    ['2026-11-21', '2026-11-21T23:59:59.999Z', true],
    ['eq2026-11-21', '2026-11-22T00:00:00Z', false],
    ['ge2026-11-21', '2026-11-21T00:00:00Z', true],
    ['gt2026-11-21', '2026-11-21T12:00:00Z', false],
    ['gt2026-11-21', '2026-11-22T00:00:00Z', true],
    ['le2026-11-21', '2026-11-21T12:00:00Z', true],
    ['lt2026-11-21', '2026-11-21T00:00:00Z', false],
    ['eq2026-11-21T10:00Z', '2026-11-21T10:00:59Z', true],
    ['gt2026-11-21T10:00:00Z', '2026-11-21T10:00:00.500Z', false],
    ['gt2026-11-21T10:00:00.000Z', '2026-11-21T10:00:00.500Z', true],
    ['ge2026-11-21T12:00:00+02:00', '2026-11-21T10:00:00Z', true],
    ['ge2026-11-21T12:00:01+02:00', '2026-11-21T10:00:00Z', false],
  ])('%s and %s: %s', (asked, instant, matches) => {
    expect(matchesDate(instant, asked)).toBe(matches);
  });
});
