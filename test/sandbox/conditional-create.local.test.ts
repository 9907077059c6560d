import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CapabilityStatement, OperationOutcome, Task } from 'fhir/r5';
import { EDITION_NAMES } from '../../sandbox/editions/index.js';
import { startSandbox, type EditionName, type Sandbox } from '../../sandbox/index.js';
import { Client, type Answer } from './support/client.js';
import { changed } from './support/drafts.js';
import { abortTask, goodPhpidTask } from './support/good-tasks.js';

const SYSTEM = 'urn:test:request';

let sandbox: Sandbox;
let client: Client;
afterEach(() => sandbox.close());

async function start(edition: EditionName, options: object = {}): Promise<void> {
  sandbox = await startSandbox({ pace: 'manual', abilities: { conditionalCreate: true }, ...options });
  client = new Client(sandbox, edition);
}

const post = (condition: string, identifier: string, body?: unknown): Promise<Answer<Task>> =>
  client.ask('POST', '/Task', body ?? goodPhpidTask(client.edition, { identifier }), {
    'If-None-Exist': condition,
  });
const total = async (): Promise<number> => (await client.control<unknown[]>('GET', '/tasks')).json.length;

describe.each([...EDITION_NAMES])('conditional create in edition %s', (edition) => {
  beforeEach(() => start(edition));

  it('makes the Task where none matches', async () => {
    await client.submit(goodPhpidTask(edition, { identifier: 'another' }));
    const answer = await post(`identifier=${SYSTEM}|r-1`, 'r-1');
    expect([answer.status, await total()]).toEqual([201, 2]);
  });

  it('answers with the Task that matches, as it is now, and makes none', async () => {
    const { id } = await client.submit(goodPhpidTask(edition, { identifier: 'r-1' }));
    await client.move(id, 'in-progress');
    const answer = await post(`identifier=${SYSTEM}|r-1`, 'r-1');
    const url = `${sandbox.baseUrl(edition)}/Task/${id}`;
    expect([answer.status, await total()]).toEqual([200, 1]);
    expect(answer.headers.get('content-location')).toBe(url);
    expect(answer.headers.get('location')).toBe(`${url}/_history/2`);
    expect(answer.headers.get('etag')).toBe('W/"2"');
    expect(answer.json).toEqual((await client.read(id)).json);
  });

  it('is refused where several Tasks match', async () => {
    for (let time = 0; time < 2; time += 1)
      await client.submit(goodPhpidTask(edition, { identifier: 'r-1' }));
    const answer = await post(`identifier=${SYSTEM}|r-1`, 'r-1');
    expect([answer.status, await total()]).toEqual([412, 2]);
    expect((answer.json as unknown as OperationOutcome).issue[0]?.code).toBe('multiple-matches');
  });

  it('is declared, and a header that means nothing where the service does not have it', async () => {
    const declared = async (): Promise<boolean | undefined> => {
      const { json } = await client.ask<CapabilityStatement>('GET', '/metadata');
      return json.rest?.[0]?.resource?.find(({ type }) => type === 'Task')?.conditionalCreate;
    };
    expect(await declared()).toBe(true);
    await client.control('POST', '/abilities', { conditionalCreate: false });
    expect(await declared()).toBeUndefined();
    for (let time = 1; time <= 2; time += 1) {
      expect((await post(`identifier=${SYSTEM}|r-1`, 'r-1')).status).toBe(201);
    }
  });
});

describe('conditional create', () => {
  beforeEach(() => start('2026-05'));

  it('sees neither Tasks of other keys, nor those of other editions, nor deleted ones', async () => {
    await new Client(sandbox, '2026-05', 'another-key').submit(goodPhpidTask('2026-05'));
    await new Client(sandbox, '2025-03').submit(goodPhpidTask('2025-03'));
    const { id } = await client.submit(goodPhpidTask('2026-05'));
    await client.ask('DELETE', `/Task/${id}`);
    expect((await post(`identifier=${SYSTEM}|r-1`, 'r-1')).status).toBe(201);
  });

  it('makes one Task of two POSTs at the same time', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => post(`identifier=${SYSTEM}|r-1`, 'r-1')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
  });

  it('makes one Task of two POSTs whose first answer was lost', async () => {
    await client.control('POST', '/faults', { method: 'POST', path: '/Task', dropAfter: true });
    await expect(post(`identifier=${SYSTEM}|r-1`, 'r-1')).rejects.toThrow();
    expect([(await post(`identifier=${SYSTEM}|r-1`, 'r-1')).status, await total()]).toEqual([200, 1]);
  });

  it('holds for abort Tasks too', async () => {
    await client.control('POST', '/abilities', { abort: true });
    const { id } = await client.submit(goodPhpidTask('2026-05'));
    const condition = `identifier=${SYSTEM}|abort-1`;
    const answers = [1, 2].map(() => post(condition, '', abortTask(`Task/${id}`)));
    expect((await Promise.all(answers)).map(({ status }) => status).sort()).toEqual([200, 201]);
  });

  it('does not look at a Task that it does not need, and judges one that it does', async () => {
    const wrong = changed(goodPhpidTask('2026-05'), ['contained.0.attachedDocument']);
    expect((await post(`identifier=${SYSTEM}|r-1`, '', wrong)).status).toBe(422);
    await client.submit(goodPhpidTask('2026-05'));
    expect((await post(`identifier=${SYSTEM}|r-1`, '', wrong)).status).toBe(200);
  });

  it.each([
    ['in full', `identifier=${encodeURIComponent(`${SYSTEM}|a#1`)}`, 'a#1'],
    ['where it has to be', `identifier=${SYSTEM}|a%231`, 'a#1'],
    ['a plus sign', `identifier=${SYSTEM}|a%2B1`, 'a+1'],
    ['a letter beyond ASCII', `identifier=${SYSTEM}|sm%C3%B6r`, 'smör'],
    ['without a system', 'identifier=a-1', 'a-1'],
    ['an escaped bar', String.raw`identifier=${SYSTEM}|a\|1`, 'a|1'],
    ['an escaped comma', String.raw`identifier=${SYSTEM}|a\,1`, 'a,1'],
    ['an escaped dollar', String.raw`identifier=${SYSTEM}|a\$1`, 'a$1'],
    ['an escaped backslash', String.raw`identifier=${SYSTEM}|a\\1`, 'a\\1'],
    ['escaped and percent-encoded', `identifier=${SYSTEM}|a%5C%7C%5C%2C1`, 'a|,1'],
    ['one of two', `identifier=${SYSTEM}|other,${SYSTEM}|a-1`, 'a-1'],
  ])('reads the identifier %s', async (_how, condition, identifier) => {
    expect((await post(condition, identifier)).status).toBe(201);
    expect((await post(condition, identifier)).status).toBe(200);
    await client.submit(goodPhpidTask('2026-05', { identifier: 'a' }));
    await client.submit(goodPhpidTask('2026-05', { identifier: '1' }));
    expect((await post(condition, identifier)).status).toBe(200);
  });

  it.each([
    ['another system', 'identifier=urn:another|r-1'],
    ['no system', 'identifier=|r-1'],
    ['a part of the value', `identifier=${SYSTEM}|r`],
    ['both of two', `identifier=${SYSTEM}|r-1&identifier=${SYSTEM}|r-2`],
  ])('does not match %s', async (_which, condition) => {
    await client.submit(goodPhpidTask('2026-05'));
    expect((await post(condition, 'r-1')).status).toBe(201);
  });

  it.each(['', 'identifier=', 'status=requested', `identifier=${SYSTEM}|r-1&patient=Patient/1`, 'r-1'])(
    'refuses the condition %j, rather than to ignore a part of it',
    async (condition) => {
      const answer = await post(condition, 'r-1');
      expect([answer.status, await total()]).toEqual([400, 0]);
    },
  );
});
