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
 * A request for an identifier: it lives in Temporal, goes on without this object, and is found again by its id
 * (`IdmpClient.request`).
 *
 * `status` and `checkNow` need a worker that answers; Temporal's `client.withDeadline` bounds how long they are waited for.
 */
export class IdmpRequest<Result extends RequestResult = RequestResult> {
  /** @param handle Temporal's own, for whatever this class has no name for */
  constructor(readonly handle: WorkflowHandle) {}

  /** The workflow id. */
  get id(): string {
    return this.handle.workflowId;
  }

  /**
   * Waits for the end; that may take weeks.
   *
   * @throws IdmpFailure with type, issues and Task where it ended without a result
   * @throws IdmpCancelled where it was called off
   */
  async result(): Promise<Result> {
    try {
      return (await this.handle.result()) as Result;
    } catch (error) {
      throw toClientError(error, this.id);
    }
  }

  /** Where it stands; an ended request answers, too. */
  async status(): Promise<RequestStatus> {
    return await this.handle.query<RequestStatus>(STATUS_QUERY);
  }

  /**
   * Has the service asked at once, and answers the fresh status; while no Task stands there, the status as it is.
   *
   * @throws WorkflowNotFoundError where the request has ended
   */
  async checkNow(): Promise<RequestStatus> {
    return await this.handle.executeUpdate<RequestStatus, []>(CHECK_NOW_UPDATE);
  }

  /** Has the service asked at once, and waits for nothing. @throws WorkflowNotFoundError where the request has ended */
  async pollNow(): Promise<void> {
    await this.handle.signal(POLL_NOW_SIGNAL);
  }

  /**
   * Calls it off. What comes of it stands in the status (`cancellation.outcome`), and shows in `result`: a Task that people
   * have decided already is not called off, and its result is delivered.
   *
   * @param reason for people
   * @throws WorkflowNotFoundError where the request has ended
   */
  async cancel(reason?: string): Promise<void> {
    const payload: [CancelRequest?] = reason === undefined ? [] : [{ reason }];
    await this.handle.signal(CANCEL_SIGNAL, ...payload);
  }
}
