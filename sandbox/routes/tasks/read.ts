import type { Task } from 'fhir/r5';
import type { FastifyInstance } from 'fastify';
import { baseOf, type Context } from '../../context.js';
import type { Edition } from '../../editions/index.js';
import { FHIR_JSON } from '../../http/errors.js';
import { ownerOf } from '../../http/key.js';
import { fhirError } from '../../http/outcome.js';
import { searchTasks } from '../../tasks/search.js';
import { sendTask } from './answer.js';
import { ownTask } from './own-task.js';

/** Search, read and vread of Task. */
export function readTaskRoutes(app: FastifyInstance, edition: Edition, context: Context): void {
  const { store, office, faults } = context;

  app.get('/Task', (request, reply) => {
    const own = store.tasks.of(edition.name, ownerOf(request)).map((record) => office.progress(record));
    const { abilities } = store.settings;
    const bundle = searchTasks({
      edition,
      abilities,
      own,
      base: baseOf(edition, request),
      url: request.url,
      staleSince: faults.staleSince(request),
    });
    return reply.type(FHIR_JSON).send(JSON.stringify(bundle));
  });

  app.get('/Task/:id', (request, reply) => {
    const record = ownTask(edition, context, request);
    store.record({ entry: 'read', edition: edition.name, id: record.id });
    return sendTask(reply, record.versions.at(-1) as Task);
  });

  app.get('/Task/:id/_history/:version', (request, reply) => {
    const { id, version } = request.params as { id: string; version: string };
    const { versions } = ownTask(edition, context, request);
    const task = versions.find(({ meta }) => meta?.versionId === version);
    if (!task) throw fhirError(404, 'not-found', `Task/${id} has no version ${version}.`);
    return sendTask(reply, task);
  });
}
