import { z } from 'zod';
import { CANCELLATION_OUTCOMES, EDITION_NAMES, FAILURE_TYPES, STAGES } from '../contract/index.js';
import { resource } from './resource.js';

/**
 * Schemas of data that callers receive. They are open, because a later version may add a field. Schemas of data that callers
 * send are closed (product.ts, request.ts, messages.ts), so that a misspelt field is found.
 */

const time = z.iso.datetime().describe('ISO 8601, UTC');
const count = z.int().nonnegative();

export const issue = z.object({
  severity: z.enum(['fatal', 'error', 'warning', 'information', 'success']),
  code: z.string().describe("FHIR's issue type: required, value, invariant, not-found, …"),
  text: z.string(),
  expression: z
    .array(z.string())
    .describe('Places: FHIRPath (Task.input[0]), or a path in the simple form (product.ingredients[0].strength)'),
});

const issues = z.array(issue);

const answeredIdentifier = z.object({
  system: z.string().describe('URI of the naming system'),
  value: z.string(),
});

const taskId = z.string().describe('Id of the Task at the service');

const commonResult = {
  requestId: z
    .string()
    .describe("The requester's tracking identifier; the workflow id if the input has none"),
  edition: z.enum(EDITION_NAMES).describe('Edition of the guide that the account uses'),
  taskId,
  taskUrl: z.string().describe('Absolute address of the Task'),
  resources: z.array(resource()).describe('FHIR R5 resources that the outputs refer to'),
  submittedAt: time,
  completedAt: time,
  polls: count.describe('Number of polls of the Task'),
};

const phpid = answeredIdentifier.extend({
  level: z
    .int()
    .min(1)
    .max(4)
    .nullable()
    .describe('From 1 (substance) to 4 (substance, strength and form); null if the service does not name it'),
  reference: z
    .string()
    .nullable()
    .describe('AdministrableProductDefinition/…, without base and version; null for a logical reference'),
  url: z.string().nullable().describe('Absolute address of that resource; null for a logical reference'),
});

export const phpidResult = z.object({
  ...commonResult,
  phpids: z.array(phpid).describe('One PhPID for each level'),
  productId: answeredIdentifier.nullable().describe('The WHODrug or UMC product id; null when absent'),
});

export const gsidResult = z.object({ ...commonResult, gsid: answeredIdentifier });

const cancellation = z.object({
  reason: z.string().nullable().describe('Reason that the caller gave; null without a reason'),
  requestedAt: time,
  outcome: z
    .enum(CANCELLATION_OUTCOMES)
    .describe(
      'pending: not decided; accepted: the service has no open Task; refused: the request continues, and its result is ' +
        'delivered; unsupported: the service cannot cancel, and the Task remains open',
    ),
});

export const requestStatus = z.object({
  stage: z
    .enum(STAGES)
    .describe('Stage of the request; completed, rejected, cancelled and failed are final'),
  taskId: taskId.nullable().describe('Id of the Task at the service; null until it is submitted'),
  taskUrl: z.string().nullable().describe('Absolute address of the Task'),
  taskStatus: z.string().nullable().describe('Task.status at the last read'),
  polls: count.describe('Number of polls of the Task'),
  lastPolledAt: time.nullable(),
  nextPollAt: time.nullable().describe('ISO 8601, UTC; null if no poll is planned'),
  cancellation: cancellation.nullable().describe('Null until a caller cancels the request'),
  issues: issues.describe('Warnings so far, or the reasons why the request ended without a result'),
});

export const pageVerdict = z.object({
  accepted: count.describe('Number of requests that will be started'),
  known: count.describe('Number of requests that exist already: of this backfill, of another one, or started separately'),
  invalid: z
    .array(z.object({ index: count.describe('Index in the page, from 0'), issues }))
    .describe('Requests that will not be started'),
});

/** State of a backfill: numbers of requests, and two flags. */
export const backfillProgress = z.object({
  added: count.describe('Accepted requests: valid, and not known before'),
  started: count,
  invalid: count,
  waiting: count.describe('Started requests that have not ended'),
  completed: count,
  rejected: count,
  failed: count,
  cancelled: count,
  paused: z.boolean(),
  closed: z.boolean().describe('True if the backfill accepts no more pages'),
});

export const sweepResult = z.object({
  seen: count.describe('Finished Tasks that the service returned, including Tasks of other systems'),
  signalled: count.describe('Requests that received a signal'),
});

export const failureDetails = z.object({
  issues,
  taskId: taskId.nullable().describe('Id of the Task at the service; null if no Task was submitted'),
});

export const failureType = z.enum(FAILURE_TYPES);
