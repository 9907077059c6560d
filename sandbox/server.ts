import fastify, { type FastifyInstance } from 'fastify';
import type { Context } from './context.js';
import { EDITIONS, type Edition } from './editions/index.js';
import { answerFrameworkError, installErrors } from './http/errors.js';
import { ownerOf } from './http/key.js';
import { allowedMethods, notAllowed } from './http/methods.js';
import { negotiate } from './http/negotiation.js';
import { fhirError } from './http/outcome.js';
import { isForPeople } from './http/people.js';
import { controlRoutes } from './routes/control/index.js';
import { deskRoutes } from './routes/desk/index.js';
import { metadataRoutes } from './routes/metadata.js';
import { publishedRoutes } from './routes/published.js';
import { taskRoutes } from './routes/tasks/index.js';

/** Largest body that is read; more is answered with 413. */
const BODY_LIMIT = 2 * 1024 * 1024;

function editionRoutes(app: FastifyInstance, edition: Edition, context: Context): void {
  installErrors(app);
  app.addHook('preHandler', async (request, reply) => negotiate(edition, request, reply));
  metadataRoutes(app, edition, context);
  taskRoutes(app, edition, context);
  publishedRoutes(app, edition, context);
  app.setNotFoundHandler((request) => {
    const path = (request.url.split('?', 1)[0] ?? '').slice(`/${edition.name}`.length);
    if (path.startsWith('/Task')) ownerOf(request);
    const allow = allowedMethods(path, context.store.settings.abilities, edition);
    if (allow === undefined) throw fhirError(404, 'not-found', `There is nothing at ${path || '/'}.`);
    throw notAllowed(request.method, allow);
  });
}

function countRequests(app: FastifyInstance, { counts, arrivals }: Context): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url ?? request.url.split('?', 1)[0] ?? '';
    if (!isForPeople(route)) {
      const name = `${request.method} ${route.replace(/^\//, '')}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      arrivals.add(performance.now());
    }
    done();
  });
}

/** The HTTP server: the three editions under their names, beside them the control endpoint and the people's desk. */
export function buildServer(context: Context, logger: boolean): FastifyInstance {
  const app = fastify({
    logger: logger ? { stream: process.stderr } : false,
    bodyLimit: BODY_LIMIT,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    frameworkErrors: (error, _request, reply) => answerFrameworkError(error, reply),
    routerOptions: { maxParamLength: 500 },
  });
  // Bodies are read as text whatever they claim to be: what is wrong with them is said in FHIR.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  installErrors(app);
  countRequests(app, context);
  context.faults.install(app);
  app.setNotFoundHandler((request) => {
    throw fhirError(404, 'not-found', `There is nothing at ${request.url}.`);
  });
  for (const edition of Object.values(EDITIONS)) {
    app.register(
      (scope, _options, done) => {
        editionRoutes(scope, edition, context);
        done();
      },
      { prefix: `/${edition.name}` },
    );
  }
  app.register(
    (scope, _options, done) => {
      controlRoutes(scope, context);
      done();
    },
    { prefix: '/control' },
  );
  app.register(
    (scope, _options, done) => {
      deskRoutes(scope, context);
      done();
    },
    { prefix: '/desk' },
  );
  app.get('/', (_request, reply) => reply.redirect('/desk/'));
  return app;
}
