import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { buildCodecServer, readCodecServerSettings } from '../../src/codec-server/index.js';
import { aKey } from '../encryption/support/keys.js';

const TOKEN = 'a-token-of-some-length-0123456789abcdef';
const UI = 'http://localhost:8233';
const ELSEWHERE = 'https://evil.example';
const BEARER = { authorization: `Bearer ${TOKEN}` };

function serverOf(changes: Record<string, string> = {}): FastifyInstance {
  return buildCodecServer(
    readCodecServerSettings({
      IDMP_ENCRYPTION_KEYS: `${aKey('b')},${aKey('a')}`,
      IDMP_CODEC_TOKEN: TOKEN,
      IDMP_CODEC_UI_ORIGIN: UI,
      ...changes,
    }),
  );
}

interface Body {
  payloads: { metadata: Record<string, string>; data?: string }[];
}

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes as string).toString('base64');

function plain(value: unknown): Body {
  const { metadata, data } = defaultPayloadConverter.toPayload(value);
  return { payloads: [{ metadata: { encoding: base64(metadata!.encoding!) }, data: base64(data!) }] };
}

let server: FastifyInstance;
beforeAll(() => {
  server = serverOf();
});
afterAll(() => server.close());

const post = (
  url: string,
  payload: object | string,
  headers: Record<string, string> = BEARER,
  to: FastifyInstance = server,
): Promise<LightMyRequestResponse> =>
  to.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } });

async function encoded(value: unknown, from = server): Promise<Body> {
  return (await post('/encode', plain(value), BEARER, from)).json<Body>();
}

/** The cookie that a browser keeps after signing in. */
async function signedIn(to = server): Promise<{ cookie: string; setCookie: string }> {
  const setCookie = String(
    (
      await to.inject({
        method: 'POST',
        url: '/sign-in',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: `token=${TOKEN}`,
      })
    ).headers['set-cookie'],
  );
  return { cookie: setCookie.split(';')[0]!, setCookie };
}

describe('the codec server', () => {
  it('encodes and decodes', async () => {
    const secret = await encoded({ name: 'Testolin' });
    expect(JSON.stringify(secret)).not.toContain(base64('Testolin').slice(0, 8));
    expect(secret.payloads[0]!.metadata.encoding).toBe(base64('binary/encrypted'));
    const { statusCode, body } = await post('/decode', secret);
    expect({ statusCode, body: JSON.parse(body) as Body }).toEqual({
      statusCode: 200,
      body: plain({ name: 'Testolin' }),
    });
  });

  it('gives several payloads back in their order, those in the clear as they are', async () => {
    const [one] = (await encoded('one')).payloads;
    const [two] = plain('two').payloads;
    const { payloads } = (await post('/decode', { payloads: [one, two] })).json<Body>();
    expect(payloads).toEqual([...plain('one').payloads, ...plain('two').payloads]);
  });

  it('shows numbers as they were written', async () => {
    const metadata = { encoding: base64('json/plain') };
    const number: Body = { payloads: [{ metadata, data: base64('{"strength":2.50}') }] };
    const secret = (await post('/encode', number)).json<Body>();
    expect((await post('/decode', secret)).json<Body>()).toEqual(number);
  });

  it('names the key that it lacks, and nothing of the content', async () => {
    const other = serverOf({ IDMP_ENCRYPTION_KEYS: aKey('c') });
    const answer = await post('/decode', await encoded('Testolin', other));
    expect(answer.statusCode).toBe(400);
    expect(answer.json<object>()).toEqual({
      message:
        'a payload is encrypted with key "c", but this process only has "b", "a". Add the key to IDMP_ENCRYPTION_KEYS',
    });
  });

  it.each([
    ['no JSON', 'Testolin'],
    ['another JSON', '{"payload": "Testolin"}'],
    ['no base64', '{"payloads": [{"data": "Testolin!"}]}'],
  ])('refuses %s without repeating it', async (_, body) => {
    const answer = await post('/decode', body);
    expect(answer.statusCode).toBe(400);
    expect(answer.body).not.toContain('Testolin');
  });

  it('refuses what is too large', async () => {
    const { statusCode } = await post('/decode', `"${'x'.repeat(17 * 1024 * 1024)}"`);
    expect(statusCode).toBe(413);
  });

  it('forbids caches to keep an answer', async () => {
    expect((await post('/decode', plain('x'))).headers['cache-control']).toBe('no-store');
  });
});

describe('who has no token', () => {
  it.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['a wrong one', { authorization: `Bearer ${TOKEN}x` }],
    ['an empty one', { authorization: 'Bearer ' }],
    ['one of another kind', { authorization: `Basic ${TOKEN}` }],
    ['an unsigned cookie', { origin: UI, cookie: `idmp-codec-session=9999999999.${base64('x')}` }],
    ['a cookie without a signature', { origin: UI, cookie: 'idmp-codec-session=9999999999' }],
    ['the token as a cookie', { origin: UI, cookie: `idmp-codec-session=${TOKEN}` }],
  ])('gets nothing: %s', async (_, headers) => {
    for (const url of ['/decode', '/encode']) {
      const answer = await post(url, plain('Testolin'), headers);
      expect(answer.statusCode).toBe(401);
      expect(answer.body).not.toContain(base64('Testolin').slice(0, 6));
    }
  });
});

describe('a browser', () => {
  it('that signed in may decode for the web UI', async () => {
    const { cookie } = await signedIn();
    const answer = await post('/decode', await encoded('x'), { origin: UI, cookie: `other=1; ${cookie}` });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': UI,
      'access-control-allow-credentials': 'true',
    });
  });

  it.each([ELSEWHERE, 'http://localhost:9999', 'null', undefined])(
    'that signed in does not decode for another page (%s)',
    async (origin) => {
      const { cookie } = await signedIn();
      const answer = await post('/decode', await encoded('x'), { cookie, ...(origin ? { origin } : {}) });
      expect(answer.statusCode).toBe(401);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    },
  );

  it('keeps a cookie that no script reads, that is not the token, and that ends', async () => {
    const { setCookie } = await signedIn();
    expect(setCookie).toMatch(/; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
    expect(setCookie).not.toContain(TOKEN);
  });

  it('keeps a cookie for another host, where the web UI is served over https', async () => {
    const { setCookie } = await signedIn(serverOf({ IDMP_CODEC_UI_ORIGIN: 'https://temporal.example.org' }));
    expect(setCookie).toMatch(/; HttpOnly; Secure; SameSite=None$/);
  });

  it('is signed out by a new token', async () => {
    const { cookie } = await signedIn();
    const renewed = serverOf({ IDMP_CODEC_TOKEN: `${TOKEN}-2` });
    expect((await post('/decode', plain('x'), { origin: UI, cookie }, renewed)).statusCode).toBe(401);
  });

  it('cannot make its session longer', async () => {
    const { cookie } = await signedIn();
    const longer = cookie.replace(/=(\d+)/, (_, until: string) => `=${Number(until) + 1}`);
    expect((await post('/decode', plain('x'), { origin: UI, cookie: longer })).statusCode).toBe(401);
  });

  it('is told by a preflight that the web UI alone may ask', async () => {
    const preflight = async (origin: string): Promise<object> =>
      (
        await server.inject({
          method: 'OPTIONS',
          url: '/decode',
          headers: {
            origin,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'content-type,x-namespace',
          },
        })
      ).headers;
    expect(await preflight(UI)).toMatchObject({
      'access-control-allow-origin': UI,
      'access-control-allow-headers': expect.stringContaining('x-namespace'),
    });
    expect(await preflight(ELSEWHERE)).not.toHaveProperty('access-control-allow-origin');
  });

  it('must enter the token, and enter it again after a wrong one', async () => {
    const page = await server.inject('/');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.body).toContain('type="password"');
    const refused = await server.inject({
      method: 'POST',
      url: '/sign-in',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'token=guess',
    });
    expect(refused.statusCode).toBe(403);
    expect(refused.headers).not.toHaveProperty('set-cookie');
    expect(refused.body).toContain('The token is wrong');
  });
});

describe('a session', () => {
  it('ends after twelve hours', async () => {
    const { Access } = await import('../../src/codec-server/access.js');
    const { Secret } = await import('../../src/configuration/secret.js');
    const access = new Access(new Secret(TOKEN), UI);
    const began = Date.parse('2026-11-21T08:00:00Z');
    const cookie = access.createSession(began).split(';')[0]!;
    const granted = (hours: number): boolean =>
      access.isGranted({ origin: UI, cookie }, began + hours * 3_600_000);
    expect([0, 11.9, 12.1].map(granted)).toEqual([true, true, false]);
  });
});
