import { z } from 'zod';
import type { Bundle, Task } from 'fhir/r5';
import {
  CANCELLATION_STRATEGIES,
  SOURCES,
  type Kind,
  type RequestInput,
  type RequestOptions,
  type RequestSources,
} from '../contract/index.js';
import { text } from './primitives.js';
import { product } from './product.js';
import { resource } from './resource.js';
import { substance } from './substance.js';

const seconds = z.number().positive('must be greater than 0');

/** Schemas for exactly the fields of a type of the contract. */
type FieldsOf<T> = { [K in keyof Required<T>]: z.ZodType<T[K]> };

/** Overrides of the edition's polling schedule. */
export const polling = z
  .strictObject({
    initialSeconds: seconds.describe('Seconds from submission to the first poll'),
    factor: z
      .number()
      .min(1, 'must be at least 1, because waits must not become shorter')
      .max(100)
      .describe('Factor by which each wait is longer than the previous one'),
    maximumSeconds: seconds.describe('Longest wait, in seconds'),
    deadlineSeconds: seconds.describe(
      'Seconds after submission until the request fails (DeadlineExceeded)',
    ),
  })
  .partial();

const options = {
  account: text.optional().describe("Account of the worker's configuration; default: default"),
  requestId: text
    .max(200, 'must not be longer than 200 characters')
    .optional()
    .describe("The requester's tracking identifier; default: the workflow id"),
  polling: polling.optional().describe('Overrides single fields of the schedule that the edition prescribes'),
  cancellation: z
    .enum(CANCELLATION_STRATEGIES)
    .optional()
    .describe("Strategy to cancel the Task at the service; default: the account's strategy"),
  backfillId: text.optional().describe('The backfill that this request belongs to'),
} satisfies FieldsOf<RequestOptions>;

const sources = {
  product: product.describe('Simple form of a product'),
  substance: substance.describe('Simple form of a substance'),
  resources: z
    .array(resource())
    .min(1, 'needs at least one resource')
    .describe('FHIR R5 resources in the form of the contained resources of a Task'),
  bundle: resource<Bundle>('Bundle').describe('FHIR R5 Bundle of such resources'),
  task: resource<Task>('Task').describe(
    'Ready-made FHIR R5 Task, whose contained resources and inputs are kept',
  ),
} satisfies FieldsOf<RequestSources>;

/** Simple form of each kind of request. The FHIR forms are valid for both kinds. */
const SIMPLE_FORM: Record<Kind, 'product' | 'substance'> = { phpid: 'product', gsid: 'substance' };

function requestOf(kind: Kind): z.ZodType<RequestInput> {
  const simple = SIMPLE_FORM[kind];
  const allowed = SOURCES.filter(
    (name) => name === simple || !Object.values<string>(SIMPLE_FORM).includes(name),
  );
  const shape = Object.fromEntries(allowed.map((name) => [name, sources[name].optional()]));
  return z
    .strictObject({ ...options, ...shape })
    .superRefine((value: Record<string, unknown>, context) => {
      const given = allowed.filter((name) => value[name] !== undefined);
      if (given.length === 1) return;
      context.addIssue({
        code: 'custom',
        message: `needs exactly one of ${allowed.join(', ')}; it has ${given.length === 0 ? 'none' : given.join(' and ')}`,
      });
    })
    .meta({ oneOf: allowed.map((name) => ({ required: [name] })) }) as unknown as z.ZodType<RequestInput>;
}

/** Inputs of `requestPhpid` and `requestGsid`. */
export const requests: Record<Kind, z.ZodType<RequestInput>> = {
  phpid: requestOf('phpid'),
  gsid: requestOf('gsid'),
};
