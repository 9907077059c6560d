import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OperationOutcome, Task } from 'fhir/r5';
import { EDITION_NAMES } from '../../sandbox/editions/index.js';
import { startSandbox, type Sandbox } from '../../sandbox/index.js';
import { Client } from './support/client.js';
import { changed } from './support/drafts.js';
import { FACTS } from './support/facts.js';
import { goodPhpidTask } from './support/good-tasks.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'manual' });
});
afterAll(() => sandbox.close());

describe.each([...EDITION_NAMES])('a Task of edition %s', (edition) => {
  const client = (): Client => new Client(sandbox, edition);

  it('is created with 201, where to read it, its version, and the Task as it is stored', async () => {
    const { status, headers, json } = await client().submit(goodPhpidTask(edition));
    const url = `${sandbox.baseUrl(edition)}/Task/${json.id ?? ''}`;
    expect(status).toBe(201);
    expect(headers.get('content-location')).toBe(url);
    expect(headers.get('location')).toBe(`${url}/_history/1`);
    expect(headers.get('etag')).toBe('W/"1"');
    expect(Date.parse(headers.get('last-modified') ?? '')).not.toBeNaN();
    expect(json.meta?.versionId).toBe('1');
    expect(json.meta?.lastUpdated).toMatch(/Z$/);
    expect(json.meta?.profile?.[0]).toMatch(/(Task-who-php-phpid-status|Task-phpid-pub)$/);
    expect(json.identifier).toEqual(goodPhpidTask(edition).identifier);
    expect(json.contained).toEqual(goodPhpidTask(edition).contained);
    expect((await client().read(json.id ?? '')).json).toEqual(json);
  });

  it('begins with the status that the edition says', async () => {
    const { json } = await client().submit(goodPhpidTask(edition));
    expect(json.status).toBe(FACTS[edition].initialStatus);
  });

  it('gets an id from the service, whatever the client sent', async () => {
    const task = changed(goodPhpidTask(edition), ['id', 'mine'], ['meta', { versionId: '9' }]);
    const { json } = await client().submit(task);
    expect(json.id).not.toBe('mine');
    expect(json.meta?.versionId).toBe('1');
    expect((await client().read('mine')).status).toBe(404);
  });

  it('is refused with 422 and the issues when it is wrong', async () => {
    const { status, json } = await client().ask<OperationOutcome>(
      'POST',
      '/Task',
      changed(goodPhpidTask(edition), ['contained.0.attachedDocument']),
    );
    expect(status).toBe(422);
    expect(json.resourceType).toBe('OperationOutcome');
    expect(json.issue[0]?.expression).toEqual(['Task.contained[0].attachedDocument']);
  });

  it('has a version for every status, all of them readable', async () => {
    const { id } = await client().submit(goodPhpidTask(edition));
    await client().move(id, 'in-progress');
    const { headers, json } = await client().read(id);
    expect(headers.get('etag')).toBe('W/"2"');
    expect(json.meta?.versionId).toBe('2');
    expect(json.status).toBe('in-progress');
    expect(Date.parse(json.lastModified ?? '')).toBeGreaterThan(Date.parse('2026-06-01T08:00:00Z'));
    expect(json.authoredOn).toBe('2026-06-01T08:00:00Z');
    const first = await client().ask<Task>('GET', `/Task/${id}/_history/1`);
    expect(first.json.meta?.versionId).toBe('1');
    expect(first.headers.get('etag')).toBe('W/"1"');
    expect((await client().ask('GET', `/Task/${id}/_history/3`)).status).toBe(404);
  });

  it('keeps lastModified in the precision of authoredOn, so that inv-1 can be decided', async () => {
    const dates = changed(
      goodPhpidTask(edition),
      ['authoredOn', '2026-06-01'],
      ['lastModified', '2026-06-01'],
    );
    const { id } = await client().submit(dates);
    await client().move(id, 'in-progress');
    expect((await client().read(id)).json.lastModified).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('is seen only with the key that submitted it', async () => {
    const { id } = await client().submit(goodPhpidTask(edition));
    const other = new Client(sandbox, edition, 'other-key');
    const { status, json } = await other.ask<OperationOutcome>('GET', `/Task/${id}`);
    expect(status).toBe(403);
    expect(json.resourceType).toBe('OperationOutcome');
    expect((await other.ask('DELETE', `/Task/${id}`)).status).toBe(403);
    expect((await other.ask('GET', `/Task/${id}/_history/1`)).status).toBe(403);
    expect((await client().read(id)).status).toBe(200);
  });

  it('is not known in another edition', async () => {
    const { id } = await client().submit(goodPhpidTask(edition));
    const elsewhere = EDITION_NAMES.find((name) => name !== edition) ?? edition;
    const { status, json } = await new Client(sandbox, elsewhere).ask<OperationOutcome>('GET', `/Task/${id}`);
    expect(status).toBe(404);
    expect(json.issue[0]?.code).toBe('not-found');
  });

  it.each(['requested', 'in-progress', 'rejected'])(
    'can be deleted while it is %s, and is gone then',
    async (status) => {
      const { id } = await client().submit(goodPhpidTask(edition));
      await client().move(id, status);
      const deleted = await client().ask('DELETE', `/Task/${id}`);
      expect(deleted.status).toBe(204);
      expect(deleted.text).toBe('');
      expect((await client().read(id)).status).toBe(410);
      expect((await client().ask('DELETE', `/Task/${id}`)).status).toBe(410);
      expect((await client().ask('DELETE', '/Task/unknown')).status).toBe(404);
    },
  );

  it('cannot be deleted once it is completed', async () => {
    const { id } = await client().submit(goodPhpidTask(edition));
    await client().move(id, 'completed');
    const { status, json } = await client().ask<OperationOutcome>('DELETE', `/Task/${id}`);
    expect(status).toBe(409);
    expect(json.resourceType).toBe('OperationOutcome');
    expect((await client().read(id)).status).toBe(200);
  });

  it('says why it was rejected', async () => {
    const { id } = await client().submit(goodPhpidTask(edition));
    await client().move(id, 'rejected', { reason: 'The leaflet is missing.' });
    const { json } = await client().read(id);
    expect(json.status).toBe('rejected');
    expect(json.statusReason).toEqual({ concept: { text: 'The leaflet is missing.' } });
    expect(json.output).toBeUndefined();
  });

  it.each([
    ['PUT', '/Task/1'],
    ['PATCH', '/Task/1'],
    ['PUT', '/Task'],
    ['DELETE', '/Task'],
    ['POST', '/SubstanceDefinition'],
    ['POST', '/metadata'],
  ])('%s %s is not allowed', async (method, path) => {
    const { status, headers, json } = await client().ask<OperationOutcome>(method, path, {});
    expect(status).toBe(405);
    expect(headers.get('allow')).toMatch(/GET/);
    expect(json.resourceType).toBe('OperationOutcome');
  });

  it.each(['/Patient', '/Patient/1', '/Task/1/2/3', '/', '/Task/%E0%A4%A'])(
    '%s is answered with an OperationOutcome',
    async (path) => {
      const { status, json } = await client().ask<OperationOutcome>('GET', path);
      expect([400, 404]).toContain(status);
      expect(json.resourceType).toBe('OperationOutcome');
    },
  );

  it('may not be larger than 2 MB', async () => {
    const task = changed(goodPhpidTask(edition), ['description', 'x'.repeat(2 * 1024 * 1024)]);
    const { status, json } = await client().ask<OperationOutcome>('POST', '/Task', task);
    expect(status).toBe(413);
    expect(json.issue[0]?.code).toBe('too-long');
  });
});

describe('edition 2026-05', () => {
  it('adds the dates that a request may leave out', async () => {
    const client = new Client(sandbox, '2026-05');
    const { json } = await client.submit(changed(goodPhpidTask('2026-05'), ['authoredOn'], ['lastModified']));
    expect(json.authoredOn).toBe(json.meta?.lastUpdated);
    expect(json.lastModified).toBe(json.meta?.lastUpdated);
  });
});
