import { z } from 'zod';
import { CANCELLATION_OUTCOMES, EDITION_NAMES, FAILURE_TYPES, STAGES } from '../contract/index.js';
import { resource } from './resource.js';

/**
 * What callers get. These schemas are open: a later version may add a field, and no caller should break on it. What callers
 * send is closed (product.ts, request.ts, messages.ts), so that a misspelt field is found.
 */

const time = z.iso.datetime().describe('ISO 8601, UTC');
const count = z.int().nonnegative();

export const issue = z.object({
  severity: z.enum(['fatal', 'error', 'warning', 'information', 'success']),
  code: z.string().describe("FHIR's issue type: required, value, invariant, not-found, …"),
  text: z.string(),
  expression: z
    .array(z.string())
    .describe('Places: FHIRPath (Task.input[0]), or in the simple form (product.ingredients[0].strength)'),
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
    .describe("The requester's tracking identifier; the workflow id, unless the input gave another"),
  edition: z.enum(EDITION_NAMES).describe('Edition of the guide by which the account speaks'),
  taskId,
  taskUrl: z.string().describe('Absolute address of the Task'),
  resources: z.array(resource()).describe('FHIR R5 resources that the outputs lead to'),
  submittedAt: time,
  completedAt: time,
  polls: count.describe('How often the service was asked for the Task'),
};

const phpid = answeredIdentifier.extend({
  level: z
    .int()
    .min(1)
    .max(4)
    .nullable()
    .describe('1: substance … 4: substance, strength and form; null where the service does not say'),
  reference: z
    .string()
    .nullable()
    .describe('AdministrableProductDefinition/…, without base and version; null for a logical reference'),
  url: z.string().nullable().describe('Absolute address of that resource; null where there is none'),
});

export const phpidResult = z.object({
  ...commonResult,
  phpids: z.array(phpid).describe('One on each level'),
  productId: answeredIdentifier.nullable().describe('The WHODrug or UMC product id; null when absent'),
});

export const gsidResult = z.object({ ...commonResult, gsid: answeredIdentifier });

const cancellation = z.object({
  reason: z.string().nullable().describe('What the caller gave; null when nothing'),
  requestedAt: time,
  outcome: z
    .enum(CANCELLATION_OUTCOMES)
    .describe(
      'pending: not decided; accepted: no Task exists at the service; refused: the request goes on, and its result is ' +
        'delivered; unsupported: the service has no way to cancel, and the Task still exists there',
    ),
});

export const requestStatus = z.object({
  stage: z
    .enum(STAGES)
    .describe('The stage of the request; completed, rejected, cancelled and failed are ends'),
  taskId: taskId.nullable().describe('Id of the Task at the service; null until it is submitted'),
  taskUrl: z.string().nullable().describe('Absolute address of the Task'),
  taskStatus: z.string().nullable().describe('Task.status as it was last seen at the service'),
  polls: count.describe('How often the service was asked for the Task'),
  lastPolledAt: time.nullable(),
  nextPollAt: time.nullable().describe('ISO 8601, UTC; null where no poll is planned'),
  cancellation: cancellation.nullable().describe('null until somebody cancels'),
  issues: issues.describe('Warnings on the way, or why the request ended without a result'),
});

export const pageVerdict = z.object({
  accepted: count.describe('So many are going to be started'),
  known: count.describe('So many are asked for already: by this backfill, by another one, or by hand'),
  invalid: z
    .array(z.object({ index: count.describe('Place in the page, from 0'), issues }))
    .describe('Those that are not started'),
});

/** Numbers of requests, but for the last two. */
export const backfillProgress = z.object({
  added: count.describe('Accepted: valid, and not known before'),
  started: count,
  invalid: count,
  waiting: count.describe('Started, and not ended'),
  completed: count,
  rejected: count,
  failed: count,
  cancelled: count,
  paused: z.boolean(),
  closed: z.boolean().describe('No more pages come'),
});

export const sweepResult = z.object({
  seen: count.describe("Finished Tasks that the service showed, other people's included"),
  signalled: count.describe('Requests that were told'),
});

export const failureDetails = z.object({
  issues,
  taskId: taskId.nullable().describe('Id of the Task at the service; null where none was submitted'),
});

export const failureType = z.enum(FAILURE_TYPES);
