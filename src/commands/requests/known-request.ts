import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { IdmpClient, type IdmpRequest } from '../../client/index.js';
import { connectClient, readTemporalAddress } from '../../temporal/connection.js';
import { EXIT, Exit } from '../terminal/exit.js';

export interface KnownRequest {
  client: Client;
  request: IdmpRequest;
  description: WorkflowExecutionDescription;
}

/** Does something with a request that Temporal knows. @throws Exit where it knows none of that id */
export async function withRequest<T>(
  env: NodeJS.ProcessEnv,
  workflowId: string,
  action: (request: KnownRequest) => Promise<T>,
): Promise<T> {
  const client = await connectClient(readTemporalAddress(env));
  try {
    const request = new IdmpClient(client).request(workflowId);
    const description = await request.handle.describe().catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      const hint =
        'an id looks like phpid/default/MPID-123.4f0a9c1e, and is forgotten after the retention time ' +
        '("idmp status ID --remote" asks the service itself)';
      throw new Exit(
        EXIT.invalid,
        `there is no request ${workflowId} in namespace ${client.options.namespace}; ${hint}`,
      );
    });
    return await action({ client, request, description });
  } finally {
    await client.connection.close();
  }
}
