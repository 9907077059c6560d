import type { FastifyRequest } from 'fastify';
import { ControlError } from '../control/input.js';

/**
 * Refuses a change that a page of another site asks the browser for: such a page can send neither JSON without asking
 * first, nor a request that the browser calls its own site's.
 * @throws ControlError 415, 403
 */
export function assertOwnPage({ headers, host }: FastifyRequest): void {
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    throw new ControlError(415, 'Send application/json.');
  }
  const { origin, 'sec-fetch-site': site } = headers;
  const isOwn =
    (site === undefined || site === 'same-origin') && (origin === undefined || origin.endsWith(`://${host}`));
  if (!isOwn)
    throw new ControlError(403, 'Another site’s page may not decide about Tasks; open the desk itself.');
}
