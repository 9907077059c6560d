import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AdministrableProductDefinition, Bundle, Task } from 'fhir/r5';
import { EDITION_NAMES } from '../../sandbox/editions/index.js';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { Client } from './support/client.js';
import { changed } from './support/drafts.js';
import { goodPhpidTask } from './support/good-tasks.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'manual' });
});
afterAll(() => sandbox.close());

const idsOf = ({ entry = [] }: Bundle<Task>): (string | undefined)[] =>
  entry.map(({ resource }) => resource?.id);
const linkOf = ({ link = [] }: Bundle, relation: string): string | undefined =>
  link.find((one) => one.relation === relation)?.url;

describe.each([...EDITION_NAMES])('searching Tasks in edition %s', (edition) => {
  let client: Client;
  let ids: string[];

  beforeAll(async () => {
    client = new Client(sandbox, edition, 'searcher');
    ids = [];
    for (const identifier of ['s-1', 's-2', 's-3']) {
      ids.push((await client.submit(goodPhpidTask(edition, { identifier }))).id);
    }
    await client.move(ids[0] ?? '', 'completed');
    await client.move(ids[1] ?? '', 'rejected');
    await new Client(sandbox, edition, 'somebody-else').submit(goodPhpidTask(edition));
  });

  it("finds the key's own Tasks, the newest first", async () => {
    const { status, json } = await client.search('');
    expect(status).toBe(200);
    expect(json).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 3 });
    expect(idsOf(json)).toEqual([...ids].reverse());
    expect(json.entry?.[0]?.fullUrl).toBe(`${sandbox.baseUrl(edition)}/Task/${ids[2] ?? ''}`);
    expect(json.entry?.[0]?.search?.mode).toBe('match');
  });

  it('finds by status, one or several', async () => {
    expect(idsOf((await client.search('status=completed')).json)).toEqual([ids[0]]);
    expect(idsOf((await client.search('status=completed,rejected')).json)).toEqual([ids[1], ids[0]]);
    const nothing = (await client.search('status=on-hold')).json;
    expect(nothing.total).toBe(0);
    expect(nothing.entry).toBeUndefined();
  });

  it('leaves deleted Tasks out', async () => {
    const { id } = await client.submit(goodPhpidTask(edition));
    await client.ask('DELETE', `/Task/${id}`);
    expect(idsOf((await client.search('')).json)).not.toContain(id);
  });

  it('pages, and its next links lead through all of it', async () => {
    const seen: (string | undefined)[] = [];
    let next: string | undefined = `${sandbox.baseUrl(edition)}/Task?_count=2`;
    while (next !== undefined) {
      const page: Bundle<Task> = (await client.ask<Bundle<Task>>('GET', next)).json;
      expect(page.total).toBe(3);
      seen.push(...idsOf(page));
      next = linkOf(page, 'next');
    }
    expect(seen).toEqual([...ids].reverse());
  });

  it('ignores parameters that it does not have, and leaves them out of the self link', async () => {
    const { json } = await client.search('patient=Patient/1&_sort=foo&status=completed');
    expect(json.total).toBe(1);
    const self = linkOf(json, 'self') ?? '';
    expect(self).toContain('status=completed');
    expect(self).not.toMatch(/patient|_sort/);
  });

  it.each(['page=0', 'page=x', '_count=-1', '_count=1e9', 'page=&_count=', 'status=', 'status=a&status=b'])(
    'survives %s',
    async (query) => {
      expect((await client.search(query)).status).toBe(200);
    },
  );

  it('returns at most 200 a page, and 20 when nothing is asked', async () => {
    expect(linkOf((await client.search('_count=1000')).json, 'self')).toContain('_count=200');
    expect(linkOf((await client.search('')).json, 'self')).toContain('_count=20&');
  });
});

describe.each(['2025-01', '2025-03', '2026-04-poc'] as const)('edition %s', (edition) => {
  it('finds a Task by an identifier whose separators are escaped', async () => {
    const client = new Client(sandbox, edition, 'escaped');
    const { id } = await client.submit(goodPhpidTask(edition, { identifier: 'a|b,c$d\\e' }));
    const find = async (token: string): Promise<unknown> =>
      idsOf((await client.search(`identifier=${encodeURIComponent(token)}`)).json);
    expect(await find(String.raw`urn:test:request|a\|b\,c\$d\\e`)).toEqual([id]);
    expect(await find(String.raw`a\|b\,c\$d\\e,another`)).toEqual([id]);
    expect(await find(String.raw`b\,c`)).toEqual([]);
  });

  it('finds a Task by its identifier, with system, without one, or with any', async () => {
    const client = new Client(sandbox, edition, 'identified');
    const { id } = await client.submit(goodPhpidTask(edition, { identifier: 'w/1#a' }));
    const find = async (token: string): Promise<unknown> =>
      idsOf((await client.search(`identifier=${encodeURIComponent(token)}`)).json);
    expect(await find('urn:test:request|w/1#a')).toEqual([id]);
    expect(await find('w/1#a')).toEqual([id]);
    expect(await find('urn:test:request|')).toEqual([id]);
    expect(await find('|w/1#a')).toEqual([]);
    expect(await find('urn:other|w/1#a')).toEqual([]);
    expect(await find('w/2')).toEqual([]);
  });

  it('does not know _id and _elements', async () => {
    const client = new Client(sandbox, edition, 'identified');
    const { json } = await client.search('_id=nothing&_elements=status');
    expect(json.total).toBe(1);
    expect(json.entry?.[0]?.resource?.contained).toBeDefined();
    expect(linkOf(json, 'self')).not.toMatch(/_id|_elements/);
  });
});

describe('edition 2026-05', () => {
  it('finds Tasks by a list of ids, and no longer by identifier', async () => {
    const client = new Client(sandbox, '2026-05', 'listed');
    const [a, b, c] = [
      await client.submit(goodPhpidTask('2026-05')),
      await client.submit(goodPhpidTask('2026-05')),
      await client.submit(goodPhpidTask('2026-05')),
    ];
    expect(idsOf((await client.search(`_id=${a.id},${c.id},unknown`)).json)).toEqual([c.id, a.id]);
    const { json } = await client.search('identifier=urn:test:request|nothing');
    expect(json.total).toBe(3);
    expect(linkOf(json, 'self')).not.toContain('identifier');
    expect(b.id).not.toBe('');
  });

  it('returns subsets, which say that they are', async () => {
    const client = new Client(sandbox, '2026-05', 'subsets');
    await client.submit(goodPhpidTask('2026-05'));
    const { json } = await client.search('_elements=identifier,output');
    const task = json.entry?.[0]?.resource;
    expect(Object.keys(task ?? {}).sort()).toEqual([
      'id',
      'identifier',
      'intent',
      'meta',
      'resourceType',
      'status',
    ]);
    expect(task?.meta?.tag).toContainEqual(expect.objectContaining({ code: 'SUBSETTED' }));
    expect((await client.read(task?.id ?? '')).json.meta?.tag).toBeUndefined();
  });

  it('takes _format for JSON, and refuses XML', async () => {
    const client = new Client(sandbox, '2026-05');
    expect((await client.search('_format=json')).status).toBe(200);
    expect((await client.search('_format=application/fhir%2Bxml')).status).toBe(406);
  });
});

describe('edition 2026-04-poc', () => {
  it('has the searches of PhPIDs and products that the tutorial of the server shows', async () => {
    const client = new Client(sandbox, '2026-04-poc', 'tutorial');
    const { id } = await client.submit(
      changed(goodPhpidTask('2026-04-poc', { substance: 'Tutorine' }), [
        'contained.0.identifier.0.value',
        'MPID-TUTORIAL',
      ]),
    );
    await client.move(id, 'completed');
    const levels = ((await client.read(id)).json.output ?? [])
      .map(({ valueReference }) => valueReference?.reference?.split('/')[1] ?? '')
      .slice(0, 4);
    const [four = '', , , one = ''] = levels;
    const find = async (query: string): Promise<(string | undefined)[]> =>
      ((await client.ask<Bundle>('GET', `/${query}`)).json.entry ?? []).map(({ resource }) => resource?.id);
    const phpid = await client.ask<AdministrableProductDefinition>(
      'GET',
      `/AdministrableProductDefinition/${one}`,
    );
    const gsid = /UTGSID[0-9A-Z]{13}/.exec(phpid.text)?.[0] ?? '';
    const phpids = 'AdministrableProductDefinition';
    expect((await find(`${phpids}?_has:Ingredient:for:substance-code=${gsid}`)).sort()).toEqual(
      [...levels].sort(),
    );
    const parent = `http://poc.umcterminologies.org/phpid|${one}`;
    expect(await find(`${phpids}?parent-php:identifier=${encodeURIComponent(parent)}`)).toHaveLength(3);
    const record = (await client.read(id)).json.output?.at(-1)?.valueReference?.identifier;
    const product = `${record?.system ?? ''}|${record?.value ?? ''}`;
    expect(await find(`${phpids}?form-of.identifier=${encodeURIComponent(product)}`)).toEqual([four]);
    expect(
      await find(`MedicinalProductDefinition?_has:AdministrableProductDefinition:form-of:identifier=${four}`),
    ).toEqual([record?.value]);
    expect(await find(`${phpids}?_has:Ingredient:for:substance-code=GSIDNOTTHERE`)).toEqual([]);
  });
});
