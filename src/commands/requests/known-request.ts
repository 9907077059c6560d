import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { IdmpClient, type IdmpRequest } from '../../client/index.js';
import { ANSWER_TIMEOUT_MS, type RequestStatus } from '../../contract/index.js';
import { EXIT, Exit } from '../terminal/exit.js';
import { noAnswer } from '../terminal/no-answer.js';
import { withClient } from '../terminal/with-client.js';

/** A request that Temporal knows. */
export class KnownRequest {
  constructor(
    private readonly client: Client,
    private readonly request: IdmpRequest,
    private readonly description: WorkflowExecutionDescription,
  ) {}

  /** Status of its workflow when it was found, in lower case: `running`, `completed`, … */
  get state(): string {
    return this.description.status.name.toLowerCase();
  }

  get isRunning(): boolean {
    return this.description.status.name === 'RUNNING';
  }

  get taskQueue(): string {
    return this.description.taskQueue;
  }

  /** Queries the workflow. @throws Exit if no worker answers */
  async status(): Promise<RequestStatus> {
    const answer = await this.statusWithin(ANSWER_TIMEOUT_MS);
    if (answer !== null) return answer;
    throw new Exit(
      EXIT.unexpected,
      `${this.request.id} is ${this.state}, but no worker answers; check that one runs on task queue ${this.taskQueue}`,
    );
  }

  /** Queries the workflow; null if no worker answers within that time. */
  async statusWithin(milliseconds: number): Promise<RequestStatus | null> {
    return await this.#within(milliseconds, () => this.request.status()).catch(noAnswer);
  }

  /** Has the workflow poll the service; null if the poll takes longer or fails. */
  async pollWithin(milliseconds: number): Promise<RequestStatus | null> {
    return await this.#within(milliseconds, () => this.request.checkNow()).catch(() => null);
  }

  /** Signals the cancellation; false if the request has ended in the meantime. */
  async cancel(reason: string | undefined): Promise<boolean> {
    try {
      await this.request.cancel(reason);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  async #within<T>(milliseconds: number, call: () => Promise<T>): Promise<T> {
    return await this.client.withDeadline(Date.now() + milliseconds, call);
  }
}

/** Finds a request and passes it to the action. @throws Exit if Temporal knows no request of that id */
export async function withRequest<T>(
  env: NodeJS.ProcessEnv,
  workflowId: string,
  action: (request: KnownRequest) => Promise<T>,
): Promise<T> {
  return await withClient(env, async (client) => {
    const request = new IdmpClient(client).request(workflowId);
    const description = await request.handle.describe().catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      const hint =
        'an id looks like phpid/default/MPID-123.4f0a9c1e, and Temporal forgets it after the retention time ' +
        '("idmp status ID --remote" reads the service itself)';
      throw new Exit(
        EXIT.invalid,
        `request ${workflowId} was not found in namespace ${client.options.namespace}; ${hint}`,
      );
    });
    return await action(new KnownRequest(client, request, description));
  });
}
