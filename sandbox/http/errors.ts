import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { GatewayError } from './key.js';
import { FhirError, outcome, type Issue } from './outcome.js';

/** Media type of everything FHIR that is answered. */
export const FHIR_JSON = 'application/fhir+json; charset=utf-8';

function answer(reply: FastifyReply, status: number, issues: readonly Issue[]): FastifyReply {
  return reply
    .code(status)
    .type(FHIR_JSON)
    .send(JSON.stringify(outcome(issues)));
}

function issueCode(status: number): Issue['code'] {
  if (status === 413) return 'too-long';
  return status >= 500 ? 'exception' : 'invalid';
}

/** Answers an error that fastify raises before any route, for example a URL that cannot be decoded. */
export function answerFrameworkError(error: FastifyError, reply: FastifyReply): void {
  const status = error.statusCode ?? 400;
  answer(reply, status, [{ severity: 'error', code: issueCode(status), text: error.message }]);
}

/** Every error is answered with an OperationOutcome, but for the gateway's. */
export function installErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | FhirError | GatewayError, request, reply) => {
    if (error instanceof GatewayError) {
      const body = { statusCode: error.status, message: error.message };
      return reply.code(error.status).type('application/json').send(JSON.stringify(body));
    }
    if (error instanceof FhirError) {
      return answer(reply.headers(error.headers), error.status, error.issues);
    }
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error(error);
    return answer(reply, status, [{ severity: 'error', code: issueCode(status), text: error.message }]);
  });
}
