import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Payload } from '@temporalio/common';
import { DecryptionError, createEncryptionCodec } from '../encryption/index.js';
import { Access } from './access.js';
import { formatPayloads, payloadsJson, parsePayloads } from './payload-json.js';
import type { CodecServerSettings } from './settings.js';
import { renderSignInPage, type SignInState } from './sign-in-page.js';

/** The web UI may ask for a page of events at once, each with payloads of up to 2 MiB; in base64 a third more. */
const BODY_LIMIT = 16 * 1024 * 1024;

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

/**
 * Temporal's remote codec protocol (`POST /encode`, `POST /decode`) for its web UI and command line, and the sign-in page of the
 * web UI's users. Nothing of a payload is logged, nor kept. The namespace that callers name (`X-Namespace`) is of no account: a
 * key is known by its id alone.
 */
export function buildCodecServer(settings: CodecServerSettings): FastifyInstance {
  const { uiOrigin, token, keys } = settings;
  const access = new Access(token, uiOrigin);
  const codec = createEncryptionCodec(keys);
  const app = fastify({ logger: false, bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 4096 },
    (_, body, done) => done(null, new URLSearchParams(String(body))),
  );
  installCors(app, uiOrigin);
  app.setErrorHandler((error: FastifyError, _, reply) => answerError(error, reply));
  app.setNotFoundHandler((_, reply) =>
    reply.code(404).send({ message: 'there are POST /encode and POST /decode here' }),
  );

  const recode = (path: string, change: (payloads: Payload[]) => Promise<Payload[]>): void => {
    // Before the body is read: who has no token does not get to send one.
    const onRequest = async (
      { headers }: { headers: Parameters<Access['isGranted']>[0] },
      reply: FastifyReply,
    ) => {
      if (access.isGranted(headers, Date.now())) return;
      await reply.code(401).header('www-authenticate', 'Bearer').send({ message: REFUSAL });
    };
    app.post(path, { onRequest }, async (request) => {
      const { data: body } = payloadsJson.safeParse(request.body);
      if (body === undefined) throw new NoPayloads();
      return formatPayloads(await change(parsePayloads(body)));
    });
  };
  recode('/encode', (payloads) => codec.encode(payloads));
  recode('/decode', (payloads) => codec.decode(payloads));

  const page = (reply: FastifyReply, code: number, state: SignInState): FastifyReply =>
    reply
      .code(code)
      .headers({ 'content-security-policy': PAGE_POLICY, 'content-type': 'text/html; charset=utf-8' })
      .send(renderSignInPage(state, uiOrigin));
  app.get('/', (_, reply) => page(reply, 200, 'asked'));
  app.post('/sign-in', (request, reply) => {
    const given = request.body instanceof URLSearchParams ? (request.body.get('token') ?? '') : '';
    if (!access.isToken(given.trim())) return page(reply, 403, 'refused');
    return page(reply.header('set-cookie', access.createSession(Date.now())), 200, 'signed-in');
  });
  return app;
}

const REFUSAL =
  'a token is needed: as "Authorization: Bearer TOKEN" (temporal --codec-auth), or by signing in at this address in the browser';

class NoPayloads extends Error {
  override readonly name = 'NoPayloads';
}

/** Only pages of the web UI's origin get to read an answer, with the browser's cookie or without. */
function installCors(app: FastifyInstance, uiOrigin: string): void {
  app.addHook('onRequest', async ({ method, headers }, reply) => {
    reply.headers({ vary: 'origin', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    if (headers.origin === uiOrigin) {
      reply.headers({
        'access-control-allow-origin': uiOrigin,
        'access-control-allow-credentials': 'true',
      });
    }
    if (method !== 'OPTIONS') return;
    reply.headers({
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type, x-namespace',
      'access-control-max-age': '600',
    });
    await reply.code(204).send();
  });
}

/** Fastify's own messages may quote the body. */
async function answerError(error: FastifyError, reply: FastifyReply): Promise<void> {
  const { statusCode = 500 } = error;
  if (error instanceof DecryptionError) await reply.code(400).send({ message: error.message });
  else if (error instanceof NoPayloads)
    await reply.code(400).send({ message: 'the body must be JSON: {"payloads": […]}' });
  else if (statusCode === 413) await reply.code(413).send({ message: `a body may have ${BODY_LIMIT} bytes` });
  else if (statusCode < 500) await reply.code(statusCode).send({ message: 'the request cannot be read' });
  else await reply.code(500).send({ message: 'this went wrong here, and not with the request' });
}
