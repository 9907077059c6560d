import { randomUUID } from 'node:crypto';
import type { CancellationStrategy, PollingSchedule, RequestStatus } from '../../../src/contract/index.js';
import { aProduct } from '../../support/products.js';
import { until } from '../../support/until.js';
import type { FaultSystem } from './fault-system.js';

export type Polling = Omit<PollingSchedule, 'deadlineSeconds'>;

/** Deadline of a request in seconds: longer than any test, so that a fault cannot end a request by it. */
const DEADLINE_SECONDS = 3_600;

/** A schedule that polls at once, and often. */
export const SOON: Polling = { initialSeconds: 1, factor: 2, maximumSeconds: 4 };
/** A schedule that polls on request. */
export const NEVER: Polling = { initialSeconds: 3_000, factor: 1, maximumSeconds: 3_000 };

/**
 * Starts a request for a product that no other request has: its substance, and therefore each of its PhPIDs, is its own.
 *
 * @returns its workflow id
 */
export async function startRequest(
  { client }: FaultSystem,
  name: string,
  polling: Polling,
  cancellation: CancellationStrategy = 'delete',
): Promise<string> {
  const value = `${name}-${randomUUID().slice(0, 8)}`.toUpperCase();
  const ingredients = [{ substance: `Testoline ${value}`, strength: { value: '2.50', unit: 'mg' } }];
  const workflowId = `phpid/default/${value}`;
  await client.start(workflowId, {
    product: aProduct(value, { ingredients }),
    polling: { ...polling, deadlineSeconds: DEADLINE_SECONDS },
    cancellation,
  });
  return workflowId;
}

/** Waits until all the requests have the expected status. */
export async function untilStatus(
  { client }: FaultSystem,
  workflowIds: readonly string[],
  holds: (status: RequestStatus) => boolean,
): Promise<RequestStatus[]> {
  let statuses: RequestStatus[] = [];
  await until(
    async () => {
      statuses = await Promise.all(workflowIds.map((id) => client.status(id)));
      return statuses.every(holds);
    },
    `what was expected of ${workflowIds.join(', ')}`,
  );
  return statuses;
}

/** Waits until all requests are submitted, and returns the ids of their Tasks. */
export async function taskIdsOf(system: FaultSystem, workflowIds: readonly string[]): Promise<string[]> {
  const statuses = await untilStatus(system, workflowIds, ({ taskId }) => taskId !== null);
  return statuses.map(({ taskId }) => taskId!);
}
