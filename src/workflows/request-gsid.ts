import { makeContinueAsNewFunc } from '@temporalio/workflow';
import type { GsidResult, RequestInput } from '../contract/index.js';
import type { WaitingState } from './request-state.js';
import { runRequest } from './run-request.js';

/**
 * Obtains the GSID of a substance (guide 2025-01, substanceRequest).
 *
 * @param waiting internal: handed over by an earlier run of the same request
 */
export function requestGsid(input: RequestInput, waiting?: WaitingState): Promise<GsidResult> {
  return runRequest(
    'gsid',
    input,
    waiting,
    // A run stays with the worker version that it started on; a new run is the place to move to the current one.
    makeContinueAsNewFunc<typeof requestGsid>({ initialVersioningBehavior: 'AUTO_UPGRADE' }),
  ) as Promise<GsidResult>;
}
