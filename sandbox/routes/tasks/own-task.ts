import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.js';
import type { Edition } from '../../editions/index.js';
import { ownerOf } from '../../http/key.js';
import { fhirError } from '../../http/outcome.js';
import type { TaskRecord } from '../../store/entries.js';

/**
 * The Task that a request's address names, brought up to date.
 * @throws FhirError 404 where the Task does not exist, 403 where it belongs to another key, 410 where it was deleted
 */
export function ownTask(edition: Edition, { store, office }: Context, request: FastifyRequest): TaskRecord {
  const owner = ownerOf(request);
  const { id } = request.params as { id: string };
  const record = store.tasks.get(edition.name, id);
  if (!record) throw fhirError(404, 'not-found', `Task/${id} does not exist.`);
  if (record.owner !== owner) throw fhirError(403, 'forbidden', `Task/${id} belongs to another key.`);
  if (record.deleted) throw fhirError(410, 'deleted', `Task/${id} was deleted.`);
  return office.progress(record);
}
