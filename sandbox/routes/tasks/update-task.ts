import type { Task } from 'fhir/r5';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.js';
import type { Edition } from '../../editions/index.js';
import { sendTask } from './answer.js';
import { ownTask } from './own-task.js';

/**
 * `GET /E/UpdateTask/ID`: the call of the vendor's own scripts that moves a Task one step on at the open server. No page
 * describes its answer; the sandbox returns the Task.
 */
export function updateTaskRoutes(app: FastifyInstance, edition: Edition, context: Context): void {
  app.get('/UpdateTask/:id', (request, reply) => {
    const record = context.office.advance(edition, ownTask(edition, context, request));
    return sendTask(reply, record.versions.at(-1) as Task);
  });
}
