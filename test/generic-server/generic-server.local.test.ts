import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { got, type Response } from 'got';
import { startGenericServer, type GenericServer } from './generic-server.js';

let server: GenericServer;

beforeAll(async () => {
  server = await startGenericServer({ conditionalCreate: true });
});
afterAll(() => server.close());

type Body = Record<string, unknown>;
const task = (value: string): Body => ({
  resourceType: 'Task',
  status: 'requested',
  intent: 'proposal',
  identifier: [{ system: 'urn:x', value }],
});
const call = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  json?: Body,
  headers = {},
): Promise<Response<string>> =>
  got(path.startsWith('http') ? path : `${server.baseUrl}/${path}`, {
    method,
    ...(json === undefined ? {} : { json }),
    headers,
    throwHttpErrors: false,
    retry: { limit: 0 },
  });
const bodyOf = async (path: string): Promise<Body> => JSON.parse((await call('GET', path)).body) as Body;

/** The generic server is a reference for other tests; this test compares it with the specification. */
describe('the generic server', () => {
  it('answers a create with the address of version 1, and no body (R5, http, create)', async () => {
    const { statusCode, headers, body } = await call('POST', 'Task', { ...task('a'), id: 'mine' });
    expect(statusCode).toBe(201);
    expect(headers.location).toMatch(new RegExp(`^${server.baseUrl}/Task/[^/]+/_history/1$`));
    expect(headers.location).not.toContain('mine');
    expect(headers['content-location']).toBeUndefined();
    expect(body).toBe('');
  });

  it('keeps versions: update, stale If-Match, vread, deletion (R5, http)', async () => {
    const put = (headers = {}): ReturnType<typeof call> =>
      call('PUT', 'Task/v', { ...task('v'), id: 'v' }, headers);
    expect((await put()).statusCode).toBe(201);
    expect((await put({ 'if-match': 'W/"1"' })).headers.etag).toBe('W/"2"');
    expect((await put({ 'if-match': 'W/"1"' })).statusCode).toBe(412);
    expect(await bodyOf('Task/v/_history/1')).toMatchObject({ meta: { versionId: '1' } });
    expect((await call('DELETE', 'Task/v')).statusCode).toBe(204);
    expect((await call('GET', 'Task/v')).statusCode).toBe(410);
  });

  it('adopts, creates or refuses on a condition (R5, http, ccreate)', async () => {
    const post = (): ReturnType<typeof call> =>
      call('POST', 'Task', task('c,1'), { 'if-none-exist': String.raw`identifier=urn:x|c\,1` });
    const [first, second] = [await post(), await post()];
    expect([first.statusCode, second.statusCode]).toEqual([201, 200]);
    expect(second.headers.location).toBe(first.headers.location);
    await call('POST', 'Task', task('c,1'));
    expect((await post()).statusCode).toBe(412);
  });

  it('searches by token, page by page, and ignores what it does not know (R5, search)', async () => {
    for (let n = 0; n < 5; n += 1) await call('POST', 'Task', { ...task('s'), status: 'ready' });
    let page = await bodyOf('Task?identifier=urn:x|s&status=ready&nonsense=1&_count=2');
    const sizes: number[] = [];
    for (;;) {
      sizes.push((page.entry as unknown[]).length);
      const links = page.link as { relation: string; url: string }[];
      expect(links[0]?.url).not.toContain('nonsense');
      const next = links.find(({ relation }) => relation === 'next');
      if (next === undefined) break;
      page = await bodyOf(next.url);
    }
    expect(sizes).toEqual([2, 2, 1]);
  });

  it('validates the structure, and no profile (R5, Resource-validate)', async () => {
    const severity = async (json: Body): Promise<unknown> =>
      (JSON.parse((await call('POST', 'Task/$validate', json)).body) as { issue: { severity: string }[] })
        .issue[0]?.severity;
    const meta = { profile: ['http://umcterminologies.org/StructureDefinition/Task-phpid-req'] };
    expect(await severity({ ...task('p'), meta })).toBe('information');
    expect(await severity({ resourceType: 'Task' })).toBe('error');
  });

  it.each([
    ['GET', 'Task/nowhere', 404],
    ['GET', 'Task/$nothing', 404],
    ['PUT', 'Task', 405],
    ['POST', 'Task', 400],
  ] as const)('answers %s %s with an OperationOutcome (%i)', async (method, path, status) => {
    const { statusCode, body } = await call(method, path);
    expect([statusCode, (JSON.parse(body) as Body).resourceType]).toEqual([status, 'OperationOutcome']);
  });
});
