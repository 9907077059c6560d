import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OperationOutcome, Task } from 'fhir/r5';
import { EDITION_NAMES } from '../../sandbox/editions/index.js';
import { startSandbox, type EditionName, type Sandbox } from '../../sandbox/index.js';
import type { JsonObject } from '../../sandbox/json.js';
import { Client, errorsOf, type Answer } from './support/client.js';
import { changed, type Change } from './support/drafts.js';
import { FACTS } from './support/facts.js';
import { abortTask, goodPhpidTask } from './support/good-tasks.js';

let sandbox: Sandbox;
let client: Client;
let focus: string;
afterEach(() => sandbox.close());

async function start(edition: EditionName = '2026-05', options: object = {}): Promise<void> {
  sandbox = await startSandbox({ pace: 'manual', abilities: { abort: true }, ...options });
  client = new Client(sandbox, edition);
  focus = (await client.submit(goodPhpidTask(edition))).id;
}

const task = async (id: string): Promise<Task> => (await client.read(id)).json;
const statuses = async (...ids: string[]): Promise<string[]> =>
  Promise.all(ids.map(async (id) => (await task(id)).status));
const aborting = (): Promise<Answer<Task> & { id: string }> => client.submit(abortTask(`Task/${focus}`));

describe.each([...EDITION_NAMES])('an abort Task of edition %s', (edition) => {
  beforeEach(() => start(edition, { abortPace: 'manual' }));

  it('is answered like any other Task, and read and searched like one', async () => {
    const answer = await aborting();
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-location')).toBe(`${sandbox.baseUrl(edition)}/Task/${answer.id}`);
    expect(answer.headers.get('etag')).toBe('W/"1"');
    expect(answer.json).toMatchObject({ focus: { reference: `Task/${focus}` }, intent: 'order' });
    expect(await task(answer.id)).toEqual(answer.json);
    const { json } = await client.search('');
    expect(json.entry?.map(({ resource }) => resource?.id)).toEqual([answer.id, focus]);
  });

  it('is listed at the control endpoint as an abort of its Task', async () => {
    const { id } = await aborting();
    const { json } = await client.control<JsonObject[]>('GET', '/tasks');
    expect(json).toMatchObject([
      { id: focus, kind: 'phpid', focus: null },
      { id, kind: 'abort', focus },
    ]);
  });

  it('when granted, cancels its Task', async () => {
    const { id } = await aborting();
    await client.move(id, 'completed');
    expect(await statuses(id, focus)).toEqual(['completed', 'cancelled']);
    expect((await task(focus)).statusReason?.concept?.text).toContain(id);
    expect((await task(id)).output).toBeUndefined();
  });

  it('when refused, leaves its Task as it is', async () => {
    const { id } = await aborting();
    await client.move(id, 'rejected', { reason: 'It is nearly done.' });
    expect(await statuses(id, focus)).toEqual(['rejected', FACTS[edition].initialStatus]);
    expect((await task(id)).statusReason?.concept?.text).toBe('It is nearly done.');
    await client.move(focus, 'completed');
    expect(await statuses(focus)).toEqual(['completed']);
  });

  it('is an unknown code where the service does not have it', async () => {
    await client.control('POST', '/abilities', { abort: false });
    const { status, json } = await client.ask<OperationOutcome>('POST', '/Task', abortTask(`Task/${focus}`));
    expect(status).toBe(422);
    expect(json.issue).toContainEqual(
      expect.objectContaining({ code: 'code-invalid', expression: ['Task.code'] }),
    );
  });
});

describe('an abort Task that comes too late', () => {
  beforeEach(() => start('2026-05', { abortPace: 'manual' }));

  it.each(['completed', 'rejected', 'failed', 'cancelled'])(
    'is rejected when its Task becomes %s in the meantime',
    async (status) => {
      const { id } = await aborting();
      await client.move(focus, status);
      expect(await statuses(id, focus)).toEqual(['rejected', status]);
      expect((await task(id)).statusReason?.concept?.text).toContain(`is ${status} already`);
    },
  );

  it('is rejected whatever is decided about it', async () => {
    const { id } = await aborting();
    await client.move(focus, 'completed');
    expect((await client.move(id, 'completed')).status).toBe(409);
    expect(await statuses(id, focus)).toEqual(['rejected', 'completed']);
  });

  it('is accepted, and rejected at once', async () => {
    await client.move(focus, 'completed');
    const { status, json } = await aborting();
    expect([status, json.status]).toEqual([201, 'rejected']);
    expect(json.statusReason?.concept?.text).toContain('is completed already');
  });

  it.each([
    ['was deleted', () => client.ask('DELETE', `/Task/${focus}`)],
    ['is not there any more', () => client.control('DELETE', `/tasks/2026-05/${focus}`)],
  ])('is rejected when its Task %s', async (why, end) => {
    const { id } = await aborting();
    await end();
    expect(await statuses(id)).toEqual(['rejected']);
    expect((await task(id)).statusReason?.concept?.text).toContain(why);
  });

  it('is rejected when another abort Task was granted first', async () => {
    const [first, second] = [await aborting(), await aborting()];
    await client.move(second.id, 'completed');
    expect(await statuses(first.id, second.id, focus)).toEqual(['rejected', 'completed', 'cancelled']);
  });
});

describe('the pace of abort Tasks', () => {
  it('grants them after two seconds by default', async () => {
    await start();
    const { id } = await aborting();
    await client.advance(1);
    expect(await statuses(focus)).toEqual(['received']);
    await client.advance(1);
    expect(await statuses(focus, id)).toEqual(['cancelled', 'completed']);
  });

  it('is set apart from that of the requests, and can count reads', async () => {
    await start('2026-05', { abortPace: 'manual' });
    await client.control('POST', '/abort-pace', {
      pace: [
        { status: 'in-progress', afterReads: 1 },
        { status: 'rejected', afterReads: 1, reason: 'No.' },
      ],
    });
    const { id } = await aborting();
    const seen = [await statuses(id), await statuses(id), await statuses(id), await statuses(focus)];
    expect(seen.flat()).toEqual(['received', 'in-progress', 'rejected', 'received']);
    expect((await task(id)).statusReason?.concept?.text).toBe('No.');
  });

  it('and that of its Task are taken in the order of time, whichever is read, and however late', async () => {
    const minutes = (status: string, count: number): object[] => [{ status, afterSeconds: count * 60 }];
    await start('2026-05', { pace: minutes('completed', 10), abortPace: minutes('completed', 5) });
    const abort = await aborting();
    await client.advance(3600);
    expect(await statuses(focus, abort.id)).toEqual(['cancelled', 'completed']);

    const done = (await client.submit(goodPhpidTask('2026-05'))).id;
    await client.advance(360);
    const late = await client.submit(abortTask(`Task/${done}`));
    await client.advance(3600);
    expect(await statuses(late.id, done)).toEqual(['rejected', 'completed']);
  });
});

describe('an abort Task whose owner thinks again', () => {
  beforeEach(() => start('2026-05', { abilities: { abort: true, update: true } }));

  it('takes no effect once it is deleted', async () => {
    const { id } = await aborting();
    expect((await client.ask('DELETE', `/Task/${id}`)).status).toBe(204);
    await client.advance(60);
    expect(await statuses(focus)).toEqual(['received']);
  });

  it('takes no effect once it is cancelled', async () => {
    const { id, json } = await aborting();
    expect((await client.ask('PUT', `/Task/${id}`, { ...json, status: 'cancelled' })).status).toBe(200);
    await client.advance(60);
    expect(await statuses(id, focus)).toEqual(['cancelled', 'received']);
  });
});

describe('what is sent as an abort Task', () => {
  beforeEach(() => start());

  const judged = async (body: JsonObject): Promise<[number, string[]]> => {
    const { json } = await client.validate(body);
    const { status } = await client.ask('POST', '/Task', body);
    return [status, errorsOf(json)];
  };
  const good = (): JsonObject => abortTask(`Task/${focus}`);

  it('may name its Task by an absolute address, or a version of it', async () => {
    for (const reference of [`${sandbox.baseUrl('2026-05')}/Task/${focus}`, `Task/${focus}/_history/1`]) {
      expect(await judged(abortTask(reference))).toEqual([201, []]);
    }
  });

  it.each<[string, Change[], string]>([
    ['needs a focus', [['focus']], 'Task.focus.reference: Task.focus names'],
    ['needs a reference', [['focus', { display: 'That' }]], 'Task.focus.reference: Task.focus names'],
    [
      'needs a focus that is there',
      [['focus.reference', 'Task/1']],
      'Task.focus.reference: Task/1 does not exist',
    ],
    [
      'needs a Task as focus',
      [['focus.reference', 'Patient/1']],
      'Task.focus.reference: Patient/1 does not exist',
    ],
    [
      'needs a focus at this service',
      [['focus.reference', 'https://elsewhere.example/Task/1']],
      'Task.focus.reference: https://elsewhere.example/Task/1 does not exist',
    ],
    [
      'needs the status requested',
      [['status', 'completed']],
      'Task.status: An abort Task is sent as requested',
    ],
    ['needs a status', [['status']], 'Task.status: Task.status is missing'],
    ['needs an intent', [['intent']], 'Task.intent: Task.intent is missing'],
    ['needs an intent of R5', [['intent', 'wish']], 'Task.intent: Task.intent is one of'],
    ['is a Task of R5', [['colour', 'blue']], 'Task.colour: Task has no element "colour".'],
    [
      'claims no profile of a request',
      [['meta', { profile: ['http://umcterminologies.org/StructureDefinition/Task-phpid-req'] }]],
      'Task.meta: An abort Task is not a request',
    ],
  ])('%s', async (_rule, changes, expected) => {
    const [status, errors] = await judged(changed(good(), ...changes));
    expect(status).toBe(422);
    expect(errors).toEqual([expect.stringContaining(expected)]);
  });

  it('is about a Task of the same key', async () => {
    client = new Client(sandbox, '2026-05', 'another-key');
    expect(await judged(good())).toEqual([422, [expect.stringContaining('belongs to another key')]]);
  });

  it('is about a Task that was not deleted, and is not an abort Task itself', async () => {
    const { id } = await aborting();
    expect(await judged(abortTask(`Task/${id}`))).toEqual([
      422,
      [expect.stringContaining('is an abort Task')],
    ]);
    await client.ask('DELETE', `/Task/${focus}`);
    expect(await judged(good())).toEqual([422, [expect.stringContaining('was deleted')]]);
  });
});
