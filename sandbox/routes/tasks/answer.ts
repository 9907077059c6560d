import type { Task } from 'fhir/r5';
import type { FastifyReply } from 'fastify';
import { FHIR_JSON } from '../../http/errors.js';

/** Answers with a version of a Task. */
export function sendTask(reply: FastifyReply, task: Task): FastifyReply {
  return reply
    .header('ETag', `W/"${task.meta?.versionId ?? ''}"`)
    .header('Last-Modified', new Date(task.meta?.lastUpdated ?? 0).toUTCString())
    .type(FHIR_JSON)
    .send(JSON.stringify(task));
}
