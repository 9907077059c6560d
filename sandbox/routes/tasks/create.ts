import type { Task } from 'fhir/r5';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { baseOf, type Context } from '../../context.js';
import type { Edition } from '../../editions/index.js';
import { jsonBody } from '../../http/body.js';
import { FHIR_JSON } from '../../http/errors.js';
import { ownerOf } from '../../http/key.js';
import { FhirError, fhirError, outcome, type Issue } from '../../http/outcome.js';
import { isObject, objects, type JsonObject } from '../../json.js';
import type { TaskRecord } from '../../store/entries.js';
import type { Store } from '../../store/store.js';
import { existingTask } from '../../tasks/existing-task.js';
import { judgeSubmission, type Judgement } from '../../tasks/judge-submission.js';
import { sendTask } from './answer.js';

const VALID: Issue = { severity: 'information', code: 'informational', text: 'The Task is valid.' };

/** The Task itself, or the one in a Parameters' `resource` (R5, operation validate). */
function taskToValidate(body: JsonObject): JsonObject {
  if (body.resourceType !== 'Parameters') return body;
  const parameter = objects(body.parameter).find(({ name }) => name === 'resource');
  if (isObject(parameter?.resource)) return parameter.resource;
  throw fhirError(400, 'required', 'The Parameters have no parameter "resource" with a resource.');
}

/** Finds the Task that replaces a conditional create; undefined without a condition or without a match. */
function alreadyThere(
  { settings }: Store,
  own: readonly TaskRecord[],
  { headers }: FastifyRequest,
): TaskRecord | undefined {
  const condition = headers['if-none-exist'];
  if (!settings.abilities.conditionalCreate || condition === undefined) return undefined;
  return existingTask(own, String(condition));
}

/** Validation and creation of Task: the same judgement, with and without an effect. */
export function createTaskRoutes(app: FastifyInstance, edition: Edition, { store, office }: Context): void {
  const judged = (request: FastifyRequest, owner: string, body: JsonObject): Judgement =>
    judgeSubmission({ edition, store, owner, base: baseOf(edition, request) }, body);

  const sendWithAddress = (
    request: FastifyRequest,
    reply: FastifyReply,
    record: TaskRecord,
  ): FastifyReply => {
    const task = record.versions.at(-1) as Task;
    const location = `${baseOf(edition, request)}/Task/${record.id}`;
    void reply
      .header('Content-Location', location)
      // Location names the version, as R5 has it for create.
      .header('Location', `${location}/_history/${task.meta?.versionId ?? ''}`);
    return sendTask(reply, task);
  };

  app.post('/Task/$validate', (request, reply) => {
    const { issues } = judged(request, ownerOf(request), taskToValidate(jsonBody(request)));
    const found = issues.length > 0 ? issues : [VALID];
    return reply.type(FHIR_JSON).send(JSON.stringify(outcome(found)));
  });

  app.post('/Task', (request, reply) => {
    const owner = ownerOf(request);
    const existing = alreadyThere(store, store.tasks.of(edition.name, owner), request);
    if (existing) return sendWithAddress(request, reply.code(200), office.progress(existing));
    const { issues, accepted } = judged(request, owner, jsonBody(request));
    if (!accepted) throw new FhirError(422, issues);
    return sendWithAddress(request, reply.code(201), office.submit(edition, owner, accepted));
  });
}
