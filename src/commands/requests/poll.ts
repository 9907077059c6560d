import { say } from '../terminal/exit.js';
import { withRequest } from './known-request.js';
import { printStatus, statusOf } from './status.js';

/** The service may be slow or down; the poll goes on without us. */
const ANSWER_WITHIN_MS = 30_000;

/** `idmp poll ID`: has the request ask the service at once, and prints the fresh status. */
export async function poll(env: NodeJS.ProcessEnv, workflowId: string): Promise<void> {
  await withRequest(env, workflowId, async (known) => {
    const { client, request, description } = known;
    if (description.status.name !== 'RUNNING') {
      say(`${workflowId} has ended (${description.status.name.toLowerCase()}); nothing is left to poll`);
      return printStatus(workflowId, await statusOf(known));
    }
    const fresh = await client
      .withDeadline(Date.now() + ANSWER_WITHIN_MS, () => request.checkNow())
      .catch(() => null);
    if (fresh === null) say('the service has not answered yet; this is the status so far');
    printStatus(workflowId, fresh ?? (await statusOf(known)));
  });
}
