import { makeContinueAsNewFunc } from '@temporalio/workflow';
import type { PhpidResult, RequestInput } from '../contract/index.js';
import type { WaitingState } from './request-state.js';
import { runRequest } from './run-request.js';

/**
 * Obtains the PhPIDs of a medicinal product (guide, phpIdRequest).
 *
 * @param waiting internal: handed over by an earlier run of the same request
 */
export async function requestPhpid(input: RequestInput, waiting?: WaitingState): Promise<PhpidResult> {
  return (await runRequest(
    'phpid',
    input,
    waiting,
    makeContinueAsNewFunc<typeof requestPhpid>(),
  )) as PhpidResult;
}
