import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

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
