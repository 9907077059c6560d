import { z } from 'zod';
import type { Bundle, Task } from 'fhir/r5';
import {
  CANCELLATION_STRATEGIES,
  SOURCES,
  type AnyResource,
  type Kind,
  type RequestInput,
} from '../contract/index.js';
import { text } from './primitives.js';
import { product } from './product.js';
import { substance } from './substance.js';

const seconds = z.number().positive('must be greater than 0');

/** Overrides of the edition's polling schedule. */
export const polling = z
  .strictObject({
    initialSeconds: seconds,
    factor: z.number().min(1, 'must be at least 1: waits never get shorter').max(100),
    maximumSeconds: seconds,
    deadlineSeconds: seconds,
  })
  .partial();

/** Any object with that resourceType; what is inside is judged by the edition's rules. */
function resource<T extends { resourceType: string }>(type?: T['resourceType']): z.ZodType<T> {
  const resourceType = type === undefined ? text : z.literal(type);
  return z.looseObject({ resourceType }) as unknown as z.ZodType<T>;
}

const options = {
  account: text.optional(),
  requestId: text.max(200, 'must not be longer than 200 characters').optional(),
  polling: polling.optional(),
  cancellation: z.enum(CANCELLATION_STRATEGIES).optional(),
  backfillId: text.optional(),
};

const sources = {
  product,
  substance,
  resources: z.array(resource<AnyResource>()).min(1, 'needs at least one resource'),
  bundle: resource<Bundle>('Bundle'),
  task: resource<Task>('Task'),
};

/** Which simple form belongs to which kind of request; the FHIR forms serve both. */
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
