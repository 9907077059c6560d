import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.js';
import { controlFaultRoutes } from './faults.js';
import { answerErrors } from './input.js';
import { controlSettingsRoutes } from './settings.js';
import { controlTaskRoutes } from './tasks.js';

/** The control endpoint, for tests and demos: plain JSON, no FHIR, no key. */
export function controlRoutes(app: FastifyInstance, context: Context): void {
  answerErrors(app);
  controlTaskRoutes(app, context);
  controlSettingsRoutes(app, context);
  controlFaultRoutes(app, context);
}
