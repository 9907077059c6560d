import type { CodeableReference, Task } from 'fhir/r5';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Abilities } from '../../abilities.js';
import type { Context } from '../../context.js';
import type { Edition } from '../../editions/index.js';
import { jsonBody } from '../../http/body.js';
import { ownerOf } from '../../http/key.js';
import { allowedMethods, notAllowed } from '../../http/methods.js';
import { FhirError, fhirError } from '../../http/outcome.js';
import { text, type JsonObject } from '../../json.js';
import { checkStructure } from '../../rules/r5/structure.js';
import { isTooDeep } from '../../rules/walk.js';
import type { TaskRecord } from '../../store/entries.js';
import { isFinal } from '../../tasks/aborts.js';
import { sendTask } from './answer.js';
import { ownTask } from './own-task.js';

/** Routes for the owner of an unwanted Task: delete it, or update it to `cancelled`. */
export function cancelTaskRoutes(app: FastifyInstance, edition: Edition, context: Context): void {
  const { store, office } = context;
  const demand = (ability: keyof Abilities, request: FastifyRequest): void => {
    ownerOf(request);
    const { abilities } = store.settings;
    if (!abilities[ability])
      throw notAllowed(request.method, allowedMethods('/Task/1', abilities, edition) ?? '');
  };

  app.delete('/Task/:id', (request, reply) => {
    demand('delete', request);
    const record = ownTask(edition, context, request);
    // Guide, authentication: a request may be deleted as long as it is not completed.
    if (record.versions.at(-1)?.status === 'completed') {
      throw fhirError(409, 'conflict', `Task/${record.id} is completed and cannot be deleted.`);
    }
    store.record({ entry: 'deleted', edition: edition.name, id: record.id });
    return reply.code(204).send();
  });

  app.put('/Task/:id', (request, reply) => {
    demand('update', request);
    const record = ownTask(edition, context, request);
    const body = jsonBody(request);
    if (body.resourceType !== 'Task' || body.id !== record.id) {
      throw fhirError(
        400,
        'invalid',
        `The body is not the Task with the id ${record.id} (R5, http, update).`,
      );
    }
    refuseStale(request, record);
    refuseChange(record, body);
    office.cancel(record, body.statusReason as CodeableReference | undefined);
    return sendTask(reply, record.versions.at(-1) as Task);
  });
}

/** R5, http, concurrency: `If-Match` names the version that the client has seen. */
function refuseStale(request: FastifyRequest, { id, versions }: TaskRecord): void {
  const condition = request.headers['if-match'];
  const version = versions.at(-1)?.meta?.versionId ?? '';
  if (condition === undefined || condition === '*') return;
  if (condition.replace(/^W\//, '') === `"${version}"`) return;
  throw fhirError(412, 'conflict', `Task/${id} is at version ${version}; If-Match says ${condition}.`);
}

/** Refuses every change but a cancellation, because only the service changes anything else of a Task. */
function refuseChange(record: TaskRecord, body: JsonObject): void {
  const status = record.versions.at(-1)?.status ?? '';
  if (isFinal(record)) {
    throw fhirError(409, 'conflict', `Task/${record.id} is ${status} and cannot be changed any more.`);
  }
  if (isTooDeep(body)) throw fhirError(422, 'structure', 'The Task is nested too deeply.');
  const issues = checkStructure(body, 'Task');
  if (issues.length > 0) throw new FhirError(422, issues);
  const wanted = text(body.status) ?? '';
  if (wanted === 'cancelled') return;
  const why = `An owner may set the status to cancelled; not from ${status} to ${wanted}.`;
  throw new FhirError(422, {
    severity: 'error',
    code: 'business-rule',
    text: why,
    expression: 'Task.status',
  });
}
