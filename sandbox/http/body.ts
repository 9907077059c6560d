import type { FastifyRequest } from 'fastify';
import { isObject, type JsonObject } from '../json.js';
import { fhirError } from './outcome.js';

/**
 * Parses the JSON object in a request's body.
 * @throws FhirError 415 for another media type, 400 for a body that is not a JSON object
 */
export function jsonBody(request: FastifyRequest): JsonObject {
  const type = request.headers['content-type'] ?? 'application/fhir+json';
  if (!/json/i.test(type)) {
    throw fhirError(
      415,
      'not-supported',
      `Content-Type ${type} is not supported; send application/fhir+json.`,
    );
  }
  const content = typeof request.body === 'string' ? request.body : '';
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw fhirError(400, 'structure', `The body is not JSON: ${reason}`);
  }
  if (!isObject(value)) throw fhirError(400, 'structure', 'The body is not a JSON object.');
  return value;
}
