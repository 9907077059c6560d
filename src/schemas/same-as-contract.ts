import type { z } from 'zod';
import type * as contract from '../contract/index.js';
import type * as answers from './answers.js';
import type * as messages from './messages.js';
import type { product } from './product.js';
import type { polling } from './request.js';
import type { substance } from './substance.js';

/** True if both types are identical. `extends` alone would not find differences in optional fields. */
type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type Same<Schema extends z.ZodType, Type> = Identical<z.output<Schema>, Type>;

type AllTrue<T extends Record<string, true>> = T;

/**
 * Comparison of schemas and contract. It does not compile if a field is missing, extra or of another type on either side. The
 * sources of a request are compared in request.ts, because zod cannot express "exactly one of".
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
  // `polled` is internal data between a sweep and its requests.
  taskChange: Same<typeof messages.taskChange, Omit<contract.TaskChange, 'polled'>>;
  addRequests: Identical<keyof z.output<typeof messages.addRequests>, keyof contract.AddRequests>;
  pageVerdict: Same<typeof answers.pageVerdict, contract.PageVerdict>;
  backfillInput: Same<typeof messages.backfillInput, contract.BackfillInput>;
  backfillProgress: Same<typeof answers.backfillProgress, contract.BackfillProgress>;
  sweepInput: Same<typeof messages.sweepInput, contract.SweepInput>;
  sweepResult: Same<typeof answers.sweepResult, contract.SweepResult>;
}>;
