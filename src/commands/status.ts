import { STATUS_QUERY, type RequestStatus } from '../contract/index.js';
import { EXIT, Exit, printResult } from './exit.js';
import { withRequest, type KnownRequest } from './running-request.js';

/** A query needs a worker; without one it would be waited for in vain. */
const ANSWER_WITHIN_MS = 10_000;

/** `idmp status ID`: the request's status as JSON. */
export async function status(env: NodeJS.ProcessEnv, workflowId: string): Promise<void> {
  await withRequest(env, workflowId, async (request) => printResult(await statusOf(request)));
}

/** Asks the workflow. @throws Exit where no worker answers */
export async function statusOf({ client, handle, description }: KnownRequest): Promise<RequestStatus> {
  try {
    return await client.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      handle.query<RequestStatus>(STATUS_QUERY),
    );
  } catch {
    const state = description.status.name.toLowerCase();
    throw new Exit(
      EXIT.unexpected,
      `${handle.workflowId} is ${state}, but no worker answers for it: is one running on task queue ${description.taskQueue}?`,
    );
  }
}
