import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../context.js';
import { editionNamed } from '../../editions/index.js';
import type { TaskRecord } from '../../store/entries.js';

/** A wrong use of the control endpoint; answered as `{ "error": … }`. */
export class ControlError extends Error {
  readonly status: number;

  constructor(httpStatus: number, message: string) {
    super(message);
    this.name = 'ControlError';
    this.status = httpStatus;
  }
}

/**
 * The body of a request to the control endpoint, as a schema has it.
 * @throws ControlError 400 for anything else
 */
export function read<T>(schema: z.ZodType<T>, request: FastifyRequest): T {
  let value: unknown;
  try {
    value = JSON.parse(typeof request.body === 'string' ? request.body : '');
  } catch {
    throw new ControlError(400, 'The body is not JSON.');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ControlError(400, z.prettifyError(parsed.error));
  return parsed.data;
}

/** Answers every error as plain JSON: `{ "error": … }`. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply): FastifyReply => {
    const code = error instanceof ControlError ? error.status : (error.statusCode ?? 500);
    if (code >= 500) request.log.error(error);
    return reply.code(code).send({ error: error.message });
  });
}

/** Finds the Task of a path with `:edition/:id`, brought up to date. */
export function taskNamedIn({ store, office }: Context, request: FastifyRequest): TaskRecord {
  const { edition: name, id } = request.params as { edition: string; id: string };
  const edition = editionNamed(name);
  const record = edition && store.tasks.get(edition.name, id);
  if (!record) throw new ControlError(404, `Task ${name}/${id} does not exist.`);
  return office.progress(record);
}
