import type { FastifyRequest } from 'fastify';
import type { Edition } from './editions/index.js';
import type { Arrivals } from './http/arrivals.js';
import type { Faults } from './http/faults.js';
import type { Store } from './store/store.js';
import type { TaskOffice } from './tasks/office.js';

/** Everything that the routes work with. */
export interface Context {
  store: Store;
  office: TaskOffice;
  faults: Faults;
  /** Number of requests by method and route. */
  counts: Map<string, number>;
  /** Times of arrival, from which rates are counted. */
  arrivals: Arrivals;
}

/** The absolute base of an edition, as the client of this request reaches it. */
export function baseOf(edition: Edition, request: FastifyRequest): string {
  return `${request.protocol}://${request.host}/${edition.name}`;
}
