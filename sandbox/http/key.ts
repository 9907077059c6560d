import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

/**
 * The refusal of a key by the gateway in front of the service. The gateway answers before the service does, so its
 * answer is not an OperationOutcome.
 */
export class GatewayError extends Error {
  readonly status = 401;

  constructor(message: string) {
    super(message);
    this.name = 'GatewayError';
  }
}

/** Letters, digits and dashes; the guide's demo takes any GUID (all editions, authentication). */
const KEY = /^[A-Za-z0-9-]{1,100}$/;

/**
 * Names the owner of a request by a fingerprint of the `Ocp-Apim-Subscription-Key`, so that neither the data file nor
 * the control endpoint contains a key.
 * @throws GatewayError where the key is missing or malformed
 */
export function ownerOf(request: FastifyRequest): string {
  const key = request.headers['ocp-apim-subscription-key'];
  if (key === undefined) {
    throw new GatewayError(
      'Access denied due to missing subscription key. Make sure to include subscription key when making requests.',
    );
  }
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new GatewayError('Access denied due to invalid subscription key. Provide a valid key.');
  }
  return createHash('sha256').update(key).digest('hex').slice(0, 12);
}
