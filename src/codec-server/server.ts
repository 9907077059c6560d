import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import type { Payload } from '@temporalio/common';
import { DecryptionError, createEncryptionCodec } from '../encryption/index.js';
import { Access } from './access.js';
import { formatPayloads, payloadsJson, parsePayloads } from './payload-json.js';
import type { CodecServerSettings } from './settings.js';
import { renderSignInPage, type SignInState } from './sign-in-page.js';

/** Limit of a request's body, in bytes. The web UI sends a page of events, each with up to 2 MiB, and a third more in base64. */
const BODY_LIMIT = 16 * 1024 * 1024;

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

/**
 * Builds a server of Temporal's remote codec protocol (`POST /encode`, `POST /decode`) for its web UI and command line, with a
 * sign-in page for users of the web UI. It does not log or store payloads. It ignores the callers' namespace (`X-Namespace`),
 * because a key's id is enough.
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
    reply.code(404).send({ message: 'not found: POST /encode or POST /decode' }),
  );

  const recode = (path: string, change: (payloads: Payload[]) => Promise<Payload[]>): void => {
    // Before the body is read, so that a caller without a token cannot send one.
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
  'a token is required: send "Authorization: Bearer TOKEN" (temporal --codec-auth), or sign in at this address in the browser';

class NoPayloads extends Error {
  override readonly name = 'NoPayloads';
}

/** Allows only pages of the web UI's origin to read answers, with or without the browser's cookie. */
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

/** Answers an error without Fastify's own messages, because these may quote the body. */
async function answerError(error: FastifyError, reply: FastifyReply): Promise<void> {
  const { statusCode = 500 } = error;
  if (error instanceof DecryptionError) await reply.code(400).send({ message: error.message });
  else if (error instanceof NoPayloads)
    await reply.code(400).send({ message: 'the body must be JSON: {"payloads": […]}' });
  else if (statusCode === 413)
    await reply.code(413).send({ message: `the limit of a body is ${BODY_LIMIT} bytes` });
  else if (statusCode < 500) await reply.code(statusCode).send({ message: 'the request cannot be read' });
  else await reply.code(500).send({ message: 'internal error of the codec server' });
}
