import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Context } from '../../context.js';
import { controlFaultRoutes } from './faults.js';
import { ControlError } from './input.js';
import { controlSettingsRoutes } from './settings.js';
import { controlTaskRoutes } from './tasks.js';

/** The control endpoint, for tests and demos: plain JSON, no FHIR, no key. */
export function controlRoutes(app: FastifyInstance, context: Context): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply): FastifyReply => {
    const code = error instanceof ControlError ? error.status : (error.statusCode ?? 500);
    if (code >= 500) request.log.error(error);
    return reply.code(code).send({ error: error.message });
  });
  controlTaskRoutes(app, context);
  controlSettingsRoutes(app, context);
  controlFaultRoutes(app, context);
}
