import { randomUUID } from 'node:crypto';
import type { Client, WorkflowHandle } from '@temporalio/client';
import {
  ADD_REQUESTS_UPDATE,
  BACKFILL_WORKFLOW,
  CLOSE_UPDATE,
  PROGRESS_QUERY,
  type AddRequests,
  type BackfillInput,
  type BackfillProgress,
  type PageVerdict,
  type RequestInput,
} from '../../../src/contract/index.js';
import { aProduct } from '../../support/products.js';
import { until } from '../../support/until.js';

/** A backfill as callers of all languages see it. */
export interface BackfillUnderTest {
  id: string;
  handle: WorkflowHandle;
  add(page: number, requests: unknown[], kind?: string): Promise<PageVerdict>;
  close(): Promise<BackfillProgress>;
  progress(): Promise<BackfillProgress>;
  untilProgress(expected: Partial<BackfillProgress>): Promise<BackfillProgress>;
}

export async function startBackfill(
  { client, config }: { client: Client; config: { taskQueue: string } },
  input: BackfillInput,
  id = `backfill-${randomUUID().slice(0, 8)}`,
): Promise<BackfillUnderTest> {
  const handle = await client.workflow.start(BACKFILL_WORKFLOW, {
    taskQueue: config.taskQueue,
    workflowId: id,
    args: [input],
  });
  const progress = (): Promise<BackfillProgress> => handle.query<BackfillProgress>(PROGRESS_QUERY);
  return {
    id,
    handle,
    progress,
    add: (page, requests, kind = 'phpid') =>
      handle.executeUpdate<PageVerdict, [AddRequests]>(ADD_REQUESTS_UPDATE, {
        args: [{ page, kind, requests } as unknown as AddRequests],
      }),
    close: () => handle.executeUpdate<BackfillProgress, []>(CLOSE_UPDATE),
    untilProgress: async (expected) => {
      const names = Object.keys(expected) as (keyof BackfillProgress)[];
      let latest = await progress();
      await until(async () => {
        latest = await progress();
        return names.every((name) => latest[name] === expected[name]);
      }, JSON.stringify(expected));
      return latest;
    },
  };
}

/** Makes requests for products that are new to the service. */
export function freshRequests(count: number, prefix = randomUUID().slice(0, 8)): RequestInput[] {
  return Array.from({ length: count }, (_, index) => ({ product: aProduct(`${prefix}-${index + 1}`) }));
}
