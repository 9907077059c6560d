import type { z } from 'zod';
import type * as contract from '../contract/index.js';
import type * as answers from './answers.js';
import type * as messages from './messages.js';
import type { product } from './product.js';
import type { polling } from './request.js';
import type { substance } from './substance.js';

/** True where both are one and the same type, down to what is optional; `extends` alone would let optional fields drift. */
type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type Same<Schema extends z.ZodType, Type> = Identical<z.output<Schema>, Type>;

type AllTrue<T extends Record<string, true>> = T;

/**
 * Holds schemas and contract together: where a field is missing, surplus or of another type on either side, this does not
 * compile. (The sources of a request are tied in request.ts: zod cannot say "exactly one of" as the type does.)
 */
export type SameAsContract = AllTrue<{
  product: Same<typeof product, contract.ProductInput>;
  substance: Same<typeof substance, contract.SubstanceInput>;
  polling: Same<typeof polling, Partial<contract.PollingSchedule>>;
  phpidResult: Same<typeof answers.phpidResult, contract.PhpidResult>;
  gsidResult: Same<typeof answers.gsidResult, contract.GsidResult>;
  issue: Same<typeof answers.issue, contract.Issue>;
  requestStatus: Same<typeof answers.requestStatus, contract.RequestStatus>;
  failureType: Same<typeof answers.failureType, contract.FailureType>;
  failureDetails: Same<typeof answers.failureDetails, contract.FailureDetails>;
  cancelRequest: Same<typeof messages.cancelRequest, contract.CancelRequest>;
  // What a sweep has read is between it and the request.
  taskChange: Same<typeof messages.taskChange, Omit<contract.TaskChange, 'polled'>>;
  addRequests: Identical<keyof z.output<typeof messages.addRequests>, keyof contract.AddRequests>;
  pageVerdict: Same<typeof answers.pageVerdict, contract.PageVerdict>;
  backfillInput: Same<typeof messages.backfillInput, contract.BackfillInput>;
  backfillProgress: Same<typeof answers.backfillProgress, contract.BackfillProgress>;
  sweepInput: Same<typeof messages.sweepInput, contract.SweepInput>;
  sweepResult: Same<typeof answers.sweepResult, contract.SweepResult>;
}>;
