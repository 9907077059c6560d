import type { WorkflowHandle } from '@temporalio/client';
import {
  CANCEL_SIGNAL,
  CHECK_NOW_UPDATE,
  POLL_NOW_SIGNAL,
  STATUS_QUERY,
  type CancelRequest,
  type RequestResult,
  type RequestStatus,
} from '../contract/index.js';
import { toClientError } from './ends.js';

/**
 * A request for an identifier. It lives in Temporal and continues without this object. `IdmpClient.request` finds it by its id.
 *
 * `status` and `checkNow` need a worker that answers. Temporal's `client.withDeadline` limits the wait.
 */
export class IdmpRequest<Result extends RequestResult = RequestResult> {
  /** @param handle Temporal's own handle, for all other operations */
  constructor(readonly handle: WorkflowHandle) {}

  /** The workflow id. */
  get id(): string {
    return this.handle.workflowId;
  }

  /**
   * Waits for the end, which may take weeks.
   *
   * @throws IdmpFailure with type, issues and Task if it ended without a result
   * @throws IdmpCancelled if it was cancelled
   */
  async result(): Promise<Result> {
    try {
      return (await this.handle.result()) as Result;
    } catch (error) {
      throw toClientError(error, this.id);
    }
  }

  /** Returns its status, also after its end. */
  async status(): Promise<RequestStatus> {
    return await this.handle.query<RequestStatus>(STATUS_QUERY);
  }

  /**
   * Polls the service at once, and returns the new status. Without a Task at the service, it returns the current status.
   *
   * @throws WorkflowNotFoundError if the request has ended
   */
  async checkNow(): Promise<RequestStatus> {
    return await this.handle.executeUpdate<RequestStatus, []>(CHECK_NOW_UPDATE);
  }

  /** Polls the service at once, without a wait for the answer. @throws WorkflowNotFoundError if the request has ended */
  async pollNow(): Promise<void> {
    await this.handle.signal(POLL_NOW_SIGNAL);
  }

  /**
   * Cancels it. The status has the outcome (`cancellation.outcome`), and so has `result`: a Task that reviewers have already
   * decided is not cancelled, and its result is delivered.
   *
   * @param reason for people
   * @throws WorkflowNotFoundError if the request has ended
   */
  async cancel(reason?: string): Promise<void> {
    const payload: [CancelRequest?] = reason === undefined ? [] : [{ reason }];
    await this.handle.signal(CANCEL_SIGNAL, ...payload);
  }
}
