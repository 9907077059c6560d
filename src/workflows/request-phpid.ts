import { makeContinueAsNewFunc } from '@temporalio/workflow';
import type { PhpidResult, RequestInput } from '../contract/index.js';
import type { WaitingState } from './request-state.js';
import { runRequest } from './run-request.js';

/**
 * Obtains the PhPIDs of a medicinal product (guide, phpIdRequest).
 *
 * @param waiting internal: handed over by an earlier run of the same request
 */
export function requestPhpid(input: RequestInput, waiting?: WaitingState): Promise<PhpidResult> {
  return runRequest(
    'phpid',
    input,
    waiting,
    // A run stays with the worker version that it started on; a new run is the place to move to the current one.
    makeContinueAsNewFunc<typeof requestPhpid>({ initialVersioningBehavior: 'AUTO_UPGRADE' }),
  ) as Promise<PhpidResult>;
}
