import type { Task } from 'fhir/r5';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { baseOf, type Context } from '../context.js';
import type { Edition } from '../editions/index.js';
import { jsonBody } from '../http/body.js';
import { FHIR_JSON } from '../http/errors.js';
import { ownerOf } from '../http/key.js';
import { FhirError, fhirError, outcome, type Issue } from '../http/outcome.js';
import { isObject, objects, type JsonObject } from '../json.js';
import { judge } from '../rules/judge.js';
import type { TaskRecord } from '../store/entries.js';
import { searchTasks } from '../tasks/search.js';

const VALID: Issue = { severity: 'information', code: 'informational', text: 'The Task is valid.' };

type Params = { id: string; version: string };

/** The Task itself, or the one in a Parameters' `resource` (R5, operation validate). */
function taskToValidate(body: JsonObject): JsonObject {
  if (body.resourceType !== 'Parameters') return body;
  const parameter = objects(body.parameter).find(({ name }) => name === 'resource');
  if (isObject(parameter?.resource)) return parameter.resource;
  throw fhirError(400, 'required', 'The Parameters have no parameter "resource" with a resource.');
}

function send(reply: FastifyReply, task: Task): FastifyReply {
  return reply
    .header('ETag', `W/"${task.meta?.versionId ?? ''}"`)
    .header('Last-Modified', new Date(task.meta?.lastUpdated ?? 0).toUTCString())
    .type(FHIR_JSON)
    .send(JSON.stringify(task));
}

/** Routes of Task: validate, create, read, version, search and delete. */
export function taskRoutes(app: FastifyInstance, edition: Edition, { store, office }: Context): void {
  const ownTask = (request: FastifyRequest): TaskRecord => {
    const owner = ownerOf(request);
    const { id } = request.params as Params;
    const record = store.task(edition.name, id);
    if (!record) throw fhirError(404, 'not-found', `There is no Task/${id}.`);
    if (record.owner !== owner) throw fhirError(403, 'forbidden', `Task/${id} belongs to another key.`);
    if (record.deleted) throw fhirError(410, 'deleted', `Task/${id} was deleted.`);
    return office.progress(record);
  };

  app.post('/Task/$validate', (request, reply) => {
    ownerOf(request);
    const { issues } = judge(edition, taskToValidate(jsonBody(request)));
    const found = issues.length > 0 ? issues : [VALID];
    return reply.type(FHIR_JSON).send(JSON.stringify(outcome(found)));
  });

  app.post('/Task', (request, reply) => {
    const owner = ownerOf(request);
    const { issues, accepted } = judge(edition, jsonBody(request));
    if (!accepted) throw new FhirError(422, issues);
    const task = office.submit(edition, accepted.kind, owner, accepted.task).versions.at(-1) as Task;
    const location = `${baseOf(edition, request)}/Task/${task.id ?? ''}`;
    void reply
      .code(201)
      .header('Content-Location', location)
      // Location names the version, as R5 has it for create.
      .header('Location', `${location}/_history/${task.meta?.versionId ?? ''}`);
    return send(reply, task);
  });

  app.get('/Task', (request, reply) => {
    const own = store.tasksOf(edition.name, ownerOf(request)).map((record) => office.progress(record));
    const bundle = searchTasks(edition, own, baseOf(edition, request), request.url);
    return reply.type(FHIR_JSON).send(JSON.stringify(bundle));
  });

  app.get('/Task/:id', (request, reply) => {
    const record = ownTask(request);
    store.record({ entry: 'read', edition: edition.name, id: record.id });
    return send(reply, record.versions.at(-1) as Task);
  });

  app.get('/Task/:id/_history/:version', (request, reply) => {
    const { id, version } = request.params as Params;
    const task = ownTask(request).versions.find(({ meta }) => meta?.versionId === version);
    if (!task) throw fhirError(404, 'not-found', `Task/${id} has no version ${version}.`);
    return send(reply, task);
  });

  app.delete('/Task/:id', (request, reply) => {
    const record = ownTask(request);
    // Guide, authentication: a request may be deleted as long as it is not completed.
    if (record.versions.at(-1)?.status === 'completed') {
      throw fhirError(409, 'conflict', `Task/${record.id} is completed and cannot be deleted.`);
    }
    store.record({ entry: 'deleted', edition: edition.name, id: record.id });
    return reply.code(204).send();
  });
}
