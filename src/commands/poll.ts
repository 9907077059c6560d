import { CHECK_NOW_UPDATE, type RequestStatus } from '../contract/index.js';
import { say } from './exit.js';
import { withRequest } from './running-request.js';
import { printStatus, statusOf } from './status.js';

/** The service may be slow or down; the poll goes on without us. */
const ANSWER_WITHIN_MS = 30_000;

/** `idmp poll ID`: has the request ask the service at once, and prints the fresh status. */
export async function poll(env: NodeJS.ProcessEnv, workflowId: string): Promise<void> {
  await withRequest(env, workflowId, async (request) => {
    const { client, handle, description } = request;
    if (description.status.name !== 'RUNNING') {
      say(`${workflowId} has ended (${description.status.name.toLowerCase()}); nothing is left to poll`);
      return printStatus(workflowId, await statusOf(request));
    }
    const fresh = await client
      .withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
        handle.executeUpdate<RequestStatus, []>(CHECK_NOW_UPDATE),
      )
      .catch(() => null);
    if (fresh === null) say('the service has not answered yet; this is the status so far');
    printStatus(workflowId, fresh ?? (await statusOf(request)));
  });
}
