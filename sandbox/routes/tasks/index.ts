import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.js';
import type { Edition } from '../../editions/index.js';
import { cancelTaskRoutes } from './cancel.js';
import { createTaskRoutes } from './create.js';
import { readTaskRoutes } from './read.js';
import { updateTaskRoutes } from './update-task.js';

/** Everything that the service does with Tasks. */
export function taskRoutes(app: FastifyInstance, edition: Edition, context: Context): void {
  createTaskRoutes(app, edition, context);
  readTaskRoutes(app, edition, context);
  cancelTaskRoutes(app, edition, context);
  if (edition.updateTaskStatuses.length > 0) updateTaskRoutes(app, edition, context);
}
