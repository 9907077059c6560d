import { afterEach, describe, expect, it } from '@jest/globals';
import type { CapabilityStatement, CapabilityStatementRestResource } from 'fhir/r5';
import { GUIDE_ABILITIES, parseAbilities } from '../../sandbox/abilities.js';
import { EDITION_NAMES } from '../../sandbox/editions/index.js';
import { startSandbox, type Abilities, type EditionName, type Sandbox } from '../../sandbox/index.js';
import { Client } from './support/client.js';
import { FACTS } from './support/facts.js';
import { abortTask, goodPhpidTask } from './support/good-tasks.js';

let sandbox: Sandbox;
afterEach(() => sandbox?.close());

async function started(edition: EditionName, abilities: Partial<Abilities> = {}): Promise<Client> {
  sandbox = await startSandbox({ pace: 'manual', abilities, abortPace: 'manual' });
  return new Client(sandbox, edition);
}

async function declared(client: Client): Promise<CapabilityStatementRestResource | undefined> {
  const { json } = await client.ask<CapabilityStatement>('GET', '/metadata');
  return json.rest?.[0]?.resource?.find(({ type }) => type === 'Task');
}

describe('the abilities of the service', () => {
  it('are those of the guide by default', async () => {
    const client = await started('2026-05');
    expect((await client.control('GET', '/abilities')).json).toEqual({
      delete: true,
      update: false,
      abort: false,
      conditionalCreate: false,
      searchByFocus: false,
      searchByTime: false,
    });
  });

  it('are chosen at the start, and changed one by one', async () => {
    const client = await started('2026-05', { update: true });
    const changed = (await client.control('POST', '/abilities', { abort: true, delete: false })).json;
    expect(changed).toEqual({ ...GUIDE_ABILITIES, delete: false, update: true, abort: true });
    expect((await client.control('GET', '/abilities')).json).toEqual(changed);
  });

  it.each([{ fly: true }, { update: 'yes' }, ['update'], undefined])('are not %j', async (body) => {
    const client = await started('2026-05');
    expect((await client.control('POST', '/abilities', body)).status).toBe(400);
    expect((await client.control('GET', '/abilities')).json).toEqual(GUIDE_ABILITIES);
  });

  it.each([...EDITION_NAMES])(
    'are declared by edition %s, as far as it lists such things',
    async (edition) => {
      const client = await started(edition, { update: true, searchByFocus: true });
      const interactions = async (): Promise<string[] | undefined> =>
        (await declared(client))?.interaction?.map(({ code }) => code);
      const lists =
        FACTS[edition].searches === 'of 2026-05'
          ? ['read', 'create', 'search-type']
          : ['read', 'create', 'delete'];
      expect(await interactions()).toEqual([...lists, 'update']);
      expect((await declared(client))?.searchParam).toContainEqual({ name: 'focus', type: 'reference' });
      await client.control('POST', '/abilities', { ...GUIDE_ABILITIES, delete: false });
      expect(await interactions()).toEqual(lists.filter((code) => code !== 'delete'));
      expect((await declared(client))?.searchParam?.map(({ name }) => name)).not.toContain('focus');
    },
  );
});

describe.each([...EDITION_NAMES])('searching by focus in edition %s', (edition) => {
  it('finds the abort Tasks of a Task, by its id or a reference to it', async () => {
    const client = await started(edition, { abort: true, searchByFocus: true });
    const [one, two] = [
      await client.submit(goodPhpidTask(edition)),
      await client.submit(goodPhpidTask(edition)),
    ];
    const base = sandbox.baseUrl(edition);
    const first = await client.submit(abortTask(`Task/${one.id}`));
    const second = await client.submit(abortTask(`${base}/Task/${one.id}`));
    const other = await client.submit(abortTask(`Task/${two.id}`));
    const found = async (focus: string): Promise<unknown[] | undefined> =>
      (await client.search(`focus=${encodeURIComponent(focus)}`)).json.entry?.map(
        ({ resource }) => resource?.id,
      );
    for (const focus of [one.id, `Task/${one.id}`, `${base}/Task/${one.id}`]) {
      expect(await found(focus)).toEqual([second.id, first.id]);
    }
    expect(await found(`Task/${two.id}`)).toEqual([other.id]);
    expect(await found(`${one.id},${two.id}`)).toHaveLength(3);
    for (const focus of [first.id, `Patient/${one.id}`, `https://elsewhere.example/Task/${one.id}`]) {
      expect(await found(focus)).toBeUndefined();
    }
  });

  it('is ignored like any parameter that the service does not have', async () => {
    const client = await started(edition, { abort: true });
    await client.submit(goodPhpidTask(edition));
    const { json } = await client.search('focus=Task/1');
    expect(json.total).toBe(1);
    expect(json.link?.[0]?.url).not.toContain('focus');
  });
});

describe('abilities on the command line', () => {
  it('are all that the service is to have', () => {
    expect(parseAbilities('none')).toEqual({ ...GUIDE_ABILITIES, delete: false });
    expect(parseAbilities('delete, abort')).toEqual({ ...GUIDE_ABILITIES, abort: true });
    const all = 'delete,update,abort,conditional-create,search-by-focus,search-by-time';
    expect(Object.values(parseAbilities(all))).toEqual(Array(6).fill(true));
  });

  it.each(['', 'fly', 'delete,', 'conditionalCreate', 'toString'])('are not %j', (argument) => {
    expect(() => parseAbilities(argument)).toThrow(/--abilities/);
  });
});
