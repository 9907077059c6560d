import { z } from 'zod';
import { text } from './primitives.js';
import { polling, requests } from './request.js';

/** What callers send beside requests: input of the other workflows, payloads of signals and updates. */

export const cancelRequest = z.strictObject({
  reason: z.string().optional().describe('For people: the status and the Task have it'),
});

export const taskChange = z.strictObject({
  taskId: text.describe('Id of the Task at the service'),
  status: text.describe('Task.status as it was seen'),
});

const page = z.int().min(1).describe('Number of the page, from 1: the same page again changes nothing');

const pageOf = <K extends 'phpid' | 'gsid'>(kind: K) =>
  z.strictObject({
    page,
    kind: z.literal(kind),
    requests: z.array(requests[kind]).min(1).describe('100 at most are advised: a payload holds 2 MB'),
  });

export const addRequests = z.discriminatedUnion('kind', [pageOf('phpid'), pageOf('gsid')]);

export const backfillInput = z.strictObject({
  account: text.optional().describe('Account of the requests that name none; default: default'),
  requestsPerSecond: z
    .number()
    .positive('must be greater than 0')
    .optional()
    .describe('So many requests are started a second; default 5'),
  polling: polling.optional().describe('Schedule of the requests that say nothing of it'),
});

export const sweepInput = z.strictObject({ account: text.describe("Account of the worker's configuration") });
