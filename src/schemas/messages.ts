import { z } from 'zod';
import { text } from './primitives.js';
import { polling, requests } from './request.js';

/** Schemas of data that callers send beside requests: input of the other workflows, payloads of signals and updates. */

export const cancelRequest = z.strictObject({
  reason: z.string().optional().describe('Text for people, shown in the status and in the Task'),
});

export const taskChange = z.strictObject({
  taskId: text.describe('Id of the Task at the service'),
  status: text.describe('Task.status that the caller read'),
});

const page = z.int().min(1).describe('Number of the page, from 1. A repeated page changes nothing');

const pageOf = <K extends 'phpid' | 'gsid'>(kind: K) =>
  z.strictObject({
    page,
    kind: z.literal(kind),
    requests: z.array(requests[kind]).min(1).describe('At most 100 are advised, because a payload is limited to 2 MB'),
  });

export const addRequests = z.discriminatedUnion('kind', [pageOf('phpid'), pageOf('gsid')]);

export const backfillInput = z.strictObject({
  account: text.optional().describe('Account of the requests without an account; default: default'),
  requestsPerSecond: z
    .number()
    .positive('must be greater than 0')
    .optional()
    .describe('Requests to start per second; default: 5'),
  polling: polling.optional().describe('Schedule of the requests without a schedule'),
});

export const sweepInput = z.strictObject({ account: text.describe("Account of the worker's configuration") });
