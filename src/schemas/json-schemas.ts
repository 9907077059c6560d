import { z } from 'zod';
import {
  backfillProgress,
  failureDetails,
  failureType,
  gsidResult,
  pageVerdict,
  phpidResult,
  requestStatus,
  sweepResult,
} from './answers.js';
import { addRequests, backfillInput, cancelRequest, sweepInput, taskChange } from './messages.js';
import { product } from './product.js';
import { requests } from './request.js';
import type { SchemaName } from './schema-names.js';
import { substance } from './substance.js';

const schemas: Record<SchemaName, { title: string; schema: z.ZodType }> = {
  product: { title: 'A medicinal product in the simple form', schema: product },
  substance: { title: 'A substance in the simple form', schema: substance },
  'request-phpid': { title: 'Input of the workflow requestPhpid', schema: requests.phpid },
  'request-gsid': { title: 'Input of the workflow requestGsid', schema: requests.gsid },
  'phpid-result': { title: 'Result of the workflow requestPhpid', schema: phpidResult },
  'gsid-result': { title: 'Result of the workflow requestGsid', schema: gsidResult },
  'request-status': {
    title: 'Answer of the query status and the update checkNow of a request',
    schema: requestStatus,
  },
  'cancel-request': {
    title: 'Optional payload of the signal cancel of a request or a backfill',
    schema: cancelRequest,
  },
  'task-change': { title: 'Payload of the signal taskChanged of a request', schema: taskChange },
  'failure-type': { title: "Type of a failed request's ApplicationFailure", schema: failureType },
  'failure-details': {
    title: "First of the details of a failed request's ApplicationFailure",
    schema: failureDetails,
  },
  'backfill-input': { title: 'Input of the workflow backfill', schema: backfillInput },
  'add-requests': { title: 'Payload of the update addRequests of a backfill', schema: addRequests },
  'page-verdict': { title: 'Answer of the update addRequests of a backfill', schema: pageVerdict },
  'backfill-progress': {
    title: 'Answer of the update close and the query progress of a backfill',
    schema: backfillProgress,
  },
  'backfill-result': { title: 'Result of the workflow backfill', schema: backfillProgress },
  'sweep-input': { title: 'Input of the workflow sweep', schema: sweepInput },
  'sweep-result': { title: 'Result of the workflow sweep', schema: sweepResult },
};

/**
 * Creates a JSON Schema (draft 2020-12) of data that callers send or receive. The first activity checks the rules that JSON
 * Schema cannot express (`docs/input.md`).
 */
export function createJsonSchema(name: SchemaName): Record<string, unknown> {
  const { title, schema } = schemas[name];
  return { title, ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) };
}
